import type { WorkingCopy } from '../../repository/working-copy.ts'
import type { World } from '../world.ts'

/**
 * What a folder's working copy stands on. Where git does not answer, as in a container whose user is not the owner of the files,
 * that is said: artifacts and what is applied then name no commit, as they would outside git.
 */
export async function askWorkingCopy(folder: string, { env, stderr }: World): Promise<WorkingCopy | undefined> {
  const [{ workingCopy }, { GitFailure }] = await Promise.all([
    import('../../repository/working-copy.ts'),
    import('../../repository/run-git.ts'),
  ])
  try {
    return await workingCopy({ folder, env })
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error
    stderr.write(`pader: it is not known which commit this is: ${error.message}\n`)
    return undefined
  }
}
