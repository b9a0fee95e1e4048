import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { applyFixes, type OfferedFix } from '../../compile/fix/apply-fixes.ts'
import { decode } from '../../compile/yaml/decode.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { unifiedDiff, type ChangedText } from '../../report/text/unified-diff.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import type { RawFile } from '../../source/source-file.ts'
import { CommandFailure, UsageError } from '../command.ts'
import type { ColorOptions } from '../options/output.ts'
import { appearanceOf } from '../output/appearance.ts'
import type { World } from '../world.ts'
import { compilerFor } from './compile-folder.ts'
import { filesOf } from './files-of.ts'
import type { RepositoryFolder } from './folder.ts'
import { errorText } from '../../source/error-text.ts'

/** What of a call of `pader compile` is about its `--fix`. */
interface RepairAsked extends ColorOptions {
  readonly head: string | undefined
  readonly dryRun: boolean
}

/**
 * For `--fix`: applies the fixes that hold and says so of each; with `--dry-run` that is printed as a diff, nothing is
 * written, and the command ends as compiling the result would.
 */
export async function repair(
  { head, dryRun, color }: RepairAsked,
  repository: RepositoryFolder,
  today: string,
  world: World,
): Promise<ExitCode | undefined> {
  if (head !== undefined) throw new UsageError('--fix changes the working copy, and --head compiles another revision')
  const compileFiles = await compilerFor(repository, today, world)
  const before = filesOf(repository)
  const { files, applied, refused } = applyFixes(before, compileFiles)
  const changes = changedTexts(before, files)
  if (!dryRun) await writeChanges(changes, files, repository, world)
  for (const one of applied) world.stderr.write(`${dryRun ? 'would fix' : 'fixed'} ${inWords(one)}\n`)
  for (const one of refused) world.stderr.write(`not fixed ${inWords(one)}\n  ${one.why}\n`)
  if (applied.length + refused.length === 0) world.stderr.write('nothing here can be fixed automatically\n')
  if (dryRun) {
    world.stdout.write(unifiedDiff(changes, appearanceOf(world.stdout, world.env, color)))
    return hasErrors(compileFiles(files).diagnostics) ? EXIT.invalid : EXIT.ok
  }
  return undefined
}

/** Writes changed files in the place of the old ones, all or none; a link stays a link. */
export async function writeChanges(
  changes: readonly ChangedText[],
  files: readonly RawFile[],
  { folder, root }: RepositoryFolder,
  world: Pick<World, 'endInOrder'>,
): Promise<void> {
  // The writer is loaded by nobody but a run that is allowed to write.
  const { replaceFiles } = await import('../output/write-file.ts')
  const changed = new Set(changes.map(({ path }) => path))
  try {
    const contents = files.flatMap((file) =>
      changed.has(file.path) && 'bytes' in file ? [{ path: fullPath(file.path), content: file.bytes }] : [],
    )
    await replaceFiles(
      await Promise.all(contents.map(async ({ path, content }) => ({ path: await realpath(path), content }))),
      world,
    )
  } catch (error) {
    const why = errorText(error)
    throw new CommandFailure(
      EXIT.internal,
      `nothing was changed: ${why}`,
      'make the files writable for whoever runs this',
    )
  }

  function fullPath(path: string): string {
    return join(folder, ...(root === '' ? path : path.slice(root.length + 1)).split('/'))
  }
}

/** The texts that differ between two states of the same files. */
export function changedTexts(before: readonly RawFile[], after: readonly RawFile[]): readonly ChangedText[] {
  const old = new Map(before.map((file) => [file.path, file]))
  return after.flatMap((file) => {
    const earlier = old.get(file.path)
    if (earlier === undefined || earlier === file) return []
    const [was, is] = [decode(earlier).value?.text, decode(file).value?.text]
    return was === undefined || is === undefined || was === is ? [] : [{ path: file.path, before: was, after: is }]
  })
}

function inWords({ code, file, title }: OfferedFix): string {
  return `${code} in ${file}: ${title}`
}
