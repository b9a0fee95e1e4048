import { editFiles } from '../../compile/fix/edit-files.ts'
import { updatedExpectations } from '../../compile/policy/update-expectations.ts'
import type { RawFile } from '../../source/source-file.ts'
import type { NowOptions } from '../options/repository.ts'
import type { World } from '../world.ts'
import { filesOf } from './files-of.ts'
import type { RepositoryFolder } from './folder.ts'
import { runTests } from './policy-tests.ts'
import { changedTexts, writeChanges } from './repair.ts'

/** The files after expectations were rewritten, and whether all of them that had to be could be. */
export interface UpdatedTests {
  readonly files: readonly RawFile[]
  readonly isComplete: boolean
}

/** For `--update`: writes what becomes of each request as what its test expects, and says so of each; comments stay. */
export async function updateTests(
  repository: RepositoryFolder,
  options: NowOptions,
  world: World,
): Promise<UpdatedTests> {
  const before = filesOf(repository)
  const { runs, problems } = await runTests(repository, before, options, world)
  if (problems.length > 0) {
    world.stderr.write(
      'nothing was updated: correct the errors first; what is decided despite them must not become the expectation\n',
    )
    return { files: before, isComplete: false }
  }
  let files = before
  let isComplete = true
  let told = ''
  for (const one of updatedExpectations(runs)) {
    const edited = 'edits' in one ? editFiles(files, one.edits) : undefined
    const name = `${one.test.place.file}: ${one.test.name}`
    if (edited !== undefined) told += `updated ${name}\n`
    else {
      const why = 'refused' in one ? one.refused : 'the text cannot be edited there (an anchor?): change it by hand'
      told += `not updated ${name}\n  ${why}\n`
      isComplete = false
    }
    files = edited ?? files
  }
  const changes = changedTexts(before, files)
  if (changes.length > 0) await writeChanges(changes, files, repository, world)
  else told += 'no expectation was changed\n'
  world.stderr.write(told)
  return { files, isComplete }
}
