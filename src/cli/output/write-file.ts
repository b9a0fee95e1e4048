import { appendFile, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolder } from '../../repository/make-folder.ts'
import { draftBeside, sweepDrafts } from '../process/drafts.ts'
import { withPath } from '../process/trouble-with-files.ts'
import type { World } from '../world.ts'

/** What a file is to hold. */
export interface FileContent {
  readonly path: string
  readonly content: string | Uint8Array
}

/** Writing is begun by whoever can see to it that it is not cut off. */
type Beginner = Pick<World, 'endInOrder'>

/**
 * Writes a file so that a reader sees the old content or the new one and never a part of it. A pipe or a device is
 * written to as it is, because replacing it would take it away from whoever reads it.
 */
export async function writeFileAtomically(path: string, content: string, world: Beginner): Promise<void> {
  makeFolder(dirname(path))
  if (await isSpecial(path)) return appendFile(path, content)
  await replaceFiles([{ path, content }], world)
}

/** Replaces files: all of them stand beside their places before the first is put there, so a full disk changes nothing. */
export async function replaceFiles(files: readonly FileContent[], { endInOrder }: Beginner): Promise<void> {
  endInOrder()
  const drafts: { readonly draft: string; readonly path: string }[] = []
  try {
    for (const { path, content } of files) {
      sweepDrafts(dirname(path))
      const draft = draftBeside(path)
      drafts.push({ draft, path })
      await writeDraft(draft, content).catch((error: unknown) => {
        throw withPath(error, path)
      })
    }
    for (const { draft, path } of drafts) await rename(draft, path)
  } catch (error) {
    for (const { draft } of drafts) await rm(draft, { force: true })
    throw error
  }
}

async function writeDraft(draft: string, content: FileContent['content']): Promise<void> {
  const handle = await open(draft, 'wx', 0o644)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function isSpecial(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && !found.isFile() && !found.isDirectory()
}
