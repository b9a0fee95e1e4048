import { hash } from 'node:crypto'
import { readSealedFolder } from '../../repository/sealed-folder.ts'
import type { RawFile } from '../../source/source-file.ts'
import type { KnownSeals } from '../memory/known-seals.ts'
import { filesOf } from '../repository/files-of.ts'
import type { RepositoryFolder } from '../repository/folder.ts'
import type { World } from '../world.ts'
import type { CompileAsked } from './asked.ts'

/** The files that are compiled. */
export interface Input {
  readonly files: readonly RawFile[]
  /** Another one as soon as anything in the folder may have changed; undefined where nothing can be concluded. */
  readonly state?: string
}

/** Reads the working copy, or the revision that `--head` names; `seals` is what is known of the files, if anything may be. */
export async function readInput(
  { base, head }: CompileAsked,
  repository: RepositoryFolder,
  seals: KnownSeals | undefined,
  world: World,
): Promise<Input> {
  if (head !== undefined) {
    const { filesAt } = await import('../repository/base.ts')
    return { files: await filesAt(head, repository, world) }
  }
  // What is compared is compiled whatever is known, and reads every file.
  if (base !== undefined || seals === undefined) return { files: filesOf(repository) }
  let state: string | undefined
  const files = filesOf(repository, (folder, name) => {
    const known = seals.of(folder)
    const sealed = readSealedFolder(folder, name, known, world.now().getTime())
    seals.keep(folder, known, sealed.seals)
    if (sealed.isWhole) state = hash('sha256', [...sealed.seals].flat().join('\n'))
    return sealed.files
  })
  return state === undefined ? { files } : { files, state }
}
