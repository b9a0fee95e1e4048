import type { Compile } from '../../compile/compile.ts'
import { FolderReader } from '../../repository/folder-reader.ts'
import type { RawFile } from '../../source/source-file.ts'
import type { World } from '../world.ts'
import { compilerFor } from './compile-folder.ts'
import { readOrFail } from './files-of.ts'
import type { RepositoryFolder } from './folder.ts'

/**
 * What a process that looks at repositories again and again keeps of them: what has not changed is neither read nor
 * compiled again. It holds the last state of each and nothing of those before.
 */
export class RepositoryCache {
  readonly #readers = new Map<string, FolderReader>()
  readonly #compilers = new Map<string, { readonly today: string; readonly compile: Compile }>()

  /** The files of a repository's folder. */
  filesOf(repository: RepositoryFolder, world: World): readonly RawFile[] {
    const { folder } = repository
    const reader = this.#readers.get(folder) ?? new FolderReader(() => world.now().getTime())
    this.#readers.set(folder, reader)
    return readOrFail(repository, (path, name) => reader.read(path, name))
  }

  /** The compiler of a repository for what runs; what expires makes it another one every day. */
  async compilerFor(repository: RepositoryFolder, today: string, world: World): Promise<Compile> {
    const key = JSON.stringify([repository.folder, repository.root, repository.clusters])
    const known = this.#compilers.get(key)
    if (known?.today === today) return known.compile
    const compile = await compilerFor(repository, today, world, true)
    this.#compilers.set(key, { today, compile })
    return compile
  }
}
