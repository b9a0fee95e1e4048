import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readText, staleFiles, type OutputFolder, type Written } from './artifact-folder.ts'

/** A file that stands beside the one that it is going to replace. */
interface Draft {
  readonly draft: string
  readonly path: string
}

/**
 * Writes artifacts so that a reader that follows the manifest never sees half of them. Everything is written beside
 * its place first, so a disk that is full or must not be written to changes nothing; then each file is replaced
 * atomically, the manifest after all others, and what it no longer names is removed. Nothing else is touched.
 */
export async function writeArtifacts(folder: string, { files, manifest }: OutputFolder): Promise<Written> {
  const written: string[] = []
  const drafts: Draft[] = []
  try {
    for (const file of [...files, manifest]) {
      const path = join(folder, file.path)
      if ((await readText(path)) === file.text) continue
      const draft = `${path}.${randomUUID()}.tmp`
      drafts.push({ draft, path })
      await writeDraft(draft, file.text)
      written.push(file.path)
    }
    for (const { draft, path } of drafts) await rename(draft, path)
  } catch (error) {
    for (const { draft } of drafts) await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
  const removed = await removeStale(folder, new Set(files.map(({ path }) => path)))
  return { written, unchanged: files.length + 1 - written.length, removed }
}

async function removeStale(folder: string, current: ReadonlySet<string>): Promise<readonly string[]> {
  const stale = await staleFiles(folder, current)
  for (const path of stale) await rm(join(folder, path), { force: true })
  return stale
}

async function writeDraft(draft: string, text: string): Promise<void> {
  await mkdir(dirname(draft), { recursive: true })
  const handle = await open(draft, 'wx')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
