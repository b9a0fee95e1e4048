import { readSealed, sealFolder } from '../../repository/sealed-folder.ts'
import type { RawFile } from '../../source/source-file.ts'
import type { SealCache } from '../cache/seal-cache.ts'
import { filesOf, readOrFail } from '../repository/files-of.ts'
import type { RepositoryFolder } from '../repository/folder.ts'
import type { World } from '../world.ts'
import type { CompileAsked } from './asked.ts'

/** What is compiled. */
export interface Input {
  /** The files; the first call may read them. */
  readonly files: () => readonly RawFile[]
  /** Another one as soon as anything in the folder may have changed; undefined where nothing can be concluded. */
  readonly state: string | undefined
}

/** Reads the working copy, or the revision that `--head` names; `seals` is what is known of the files, if anything may be. */
export async function readInput(
  { base, head }: CompileAsked,
  repository: RepositoryFolder,
  seals: SealCache | undefined,
  world: World,
): Promise<Input> {
  if (head !== undefined) {
    const { revisionAt } = await import('../repository/revision.ts')
    return whole((await revisionAt(head, repository, world)).files)
  }
  // What is compared is compiled whatever is known, and reads every file.
  if (base !== undefined || seals === undefined) return whole(filesOf(repository))
  const sealed = readOrFail(repository, (folder, name) => sealFolder(folder, name, world.now().getTime()))
  let files: readonly RawFile[] | undefined
  const read = (): readonly RawFile[] => {
    const known = seals.of(repository.folder)
    const found = readOrFail(repository, () => readSealed(sealed, known))
    seals.put(repository.folder, known, found.seals)
    return found.files
  }
  return { files: () => (files ??= read()), state: sealed.state }
}

function whole(files: readonly RawFile[]): Input {
  return { files: () => files, state: undefined }
}
