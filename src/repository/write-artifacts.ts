import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readText, staleFiles, type OutputFolder, type Written } from './artifact-folder.ts'

/**
 * Writes artifacts so that a reader that follows the manifest never sees half of them: each file atomically, the
 * manifest after all others, and what it no longer names is removed only when it stands. Nothing else is touched.
 */
export async function writeArtifacts(folder: string, { files, manifest }: OutputFolder): Promise<Written> {
  const written: string[] = []
  for (const file of [...files, manifest]) {
    const path = join(folder, file.path)
    if ((await readText(path)) === file.text) continue
    await replace(path, file.text)
    written.push(file.path)
  }
  const removed = await removeStale(folder, new Set(files.map(({ path }) => path)))
  return { written, unchanged: files.length + 1 - written.length, removed }
}

async function removeStale(folder: string, current: ReadonlySet<string>): Promise<readonly string[]> {
  const stale = await staleFiles(folder, current)
  for (const path of stale) await rm(join(folder, path), { force: true })
  return stale
}

async function replace(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    const handle = await open(draft, 'wx')
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
