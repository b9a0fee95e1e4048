import type { Compiled } from '../../compile/compile.ts'
import { Locator } from '../../compile/locate.ts'
import { EXIT } from '../../report/exit-code.ts'
import type { LocateCause } from '../../report/review/locate.ts'
import { CommandFailure } from '../command.ts'
import type { CompileFiles } from './compile-folder.ts'
import type { RepositoryFolder } from './folder.ts'

/** Compiles another revision of a repository, read through git without a checkout. */
export async function compileRevision(
  revision: string,
  compileFiles: CompileFiles,
  { folder, root }: RepositoryFolder,
): Promise<Compiled> {
  const { readRevision, RevisionError } = await import('../../repository/read-revision.ts')
  try {
    const { files } = await readRevision(folder, revision, root)
    return compileFiles(files).value
  } catch (error) {
    if (error instanceof RevisionError) throw new CommandFailure(EXIT.invalid, error.message)
    throw error
  }
}

/** Finds the line of a change in the revision that it stands in. */
export function causeLocator(before: Compiled, after: Compiled): LocateCause {
  const locators = { before: new Locator(before.textOf), after: new Locator(after.textOf) }
  return ({ side, place }) => locators[side].spanOf(place)
}
