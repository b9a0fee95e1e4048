import type { Compile, Compiled } from '../../compile/compile.ts'
import { Locator, type TextOf } from '../../compile/yaml/locate.ts'
import { EXIT } from '../../report/exit-code.ts'
import type { LocateCause } from '../../report/review/locate.ts'
import { TooManyFiles } from '../../repository/bounds.ts'
import type { Revision } from '../../repository/read-revision.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { harmless } from '../../report/text/cells.ts'
import { CommandFailure } from '../command.ts'
import { appearanceOf } from '../output/appearance.ts'
import type { World } from '../world.ts'
import { failureOfMany } from './files-of.ts'
import type { RepositoryFolder } from './folder.ts'

/**
 * Compiles another revision of a repository, read through git without a checkout. What has errors may be compared as long as
 * they hide nothing; it is said that there are some.
 */
export async function compileRevision(
  revision: string,
  compileFiles: Compile,
  repository: RepositoryFolder,
  world: World,
): Promise<ReturnType<Compile>> {
  const compiled = compileFiles((await revisionAt(revision, repository, world)).files)
  const errors = compiled.diagnostics.filter((found) => hasErrors([found]))
  const [first] = errors
  if (first !== undefined) {
    const { start } = new Locator(compiled.value.textOf).spanOf(first.place)
    const more = errors.length === 1 ? '' : ` and ${errors.length - 1} more`
    const where = `${first.place.file}:${start.line}:${start.column} ${first.code}: ${first.message}`
    world.stderr.write(
      `pader: "${revision}" does not compile: ${harmless(where, appearanceOf(world.stderr, world.env).unicode)}${more}\n`,
    )
  }
  return compiled
}

/** Ends a command that compares clusters with another revision of them, where errors hide part of one in it. */
export function demandWhole(revision: string, { fleet, unreadOf }: Compiled): void {
  const [unread] = fleet.clusters.filter(({ name }) => unreadOf(name).length > 0)
  if (unread === undefined) return
  throw new CommandFailure(
    EXIT.invalid,
    `errors of "${revision}" in ${unreadOf(unread.name).join(', ')} hide part of "${unread.name}"`,
    'name another revision to compare with',
  )
}

/** A repository's folder as it is in a revision, read through git without a checkout. */
export async function revisionAt(
  revision: string,
  { folder, root }: RepositoryFolder,
  { env }: World,
): Promise<Revision> {
  const { readRevision, RevisionError } = await import('../../repository/read-revision.ts')
  try {
    return await readRevision({ folder, name: root, env }, revision)
  } catch (error) {
    if (error instanceof TooManyFiles) throw failureOfMany(error)
    if (error instanceof RevisionError)
      throw new CommandFailure(
        EXIT.invalid,
        error.message,
        error.byGit
          ? 'let git read this repository'
          : 'name a commit, branch or tag of this repository; a shallow clone has few',
      )
    throw error
  }
}

/** Finds the line of a change in the revision that it stands in. */
export function causeLocator(before: TextOf, after: TextOf): LocateCause {
  const locators = { before: new Locator(before), after: new Locator(after) }
  return ({ side, place }) => locators[side].spanOf(place)
}
