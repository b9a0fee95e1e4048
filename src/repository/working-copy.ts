import { gitAround } from './git-around.ts'
import type { GitSetup } from './run-git.ts'

/** What a working copy stands on. */
export interface WorkingCopy {
  readonly commit: string
  /** Whether the folder that was asked about differs from the commit. */
  readonly modified: boolean
}

/**
 * The commit that a folder's working copy stands on; undefined outside git and before the first commit. Fails as git does where git
 * does not answer.
 */
export async function workingCopy(folder: Pick<GitSetup, 'folder' | 'env'>): Promise<WorkingCopy | undefined> {
  const around = gitAround(folder)
  if (around === undefined) return undefined
  // One question instead of several: git takes longer to start than to answer.
  const args = [
    '--no-optional-locks',
    'status',
    '--porcelain=v2',
    '--branch',
    '-z',
    '--',
    `:(top,literal)${around.prefix}`,
  ]
  const answer = await around.git(args)
  const lines = answer.split('\0').filter((line) => line !== '')
  const commit = lines.find((line) => line.startsWith(COMMIT))?.slice(COMMIT.length)
  if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) return undefined
  return { commit, modified: lines.some((line) => !line.startsWith('# ')) }
}

const COMMIT = '# branch.oid '
