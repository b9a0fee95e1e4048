import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A file of the artifacts, by its path below the cluster's folder. */
export interface OutputFile {
  readonly path: string
  readonly text: string
}

/** What a cluster's folder of artifacts is to hold; the manifest is written when everything else is there. */
export interface OutputFolder {
  readonly files: readonly OutputFile[]
  readonly manifest: OutputFile
}

/** What writing did. */
export interface Written {
  readonly written: readonly string[]
  readonly unchanged: number
  readonly removed: readonly string[]
}

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

/** What writing would do, found out without a way to write. */
export async function previewArtifacts(folder: string, { files, manifest }: OutputFolder): Promise<Written> {
  const all = [...files, manifest]
  const same = await Promise.all(all.map(async ({ path, text }) => (await readText(join(folder, path))) === text))
  const written = all.filter((_, index) => same[index] !== true).map(({ path }) => path)
  const stale = await staleFiles(folder, new Set(files.map(({ path }) => path)))
  return { written, unchanged: all.length - written.length, removed: stale }
}

async function removeStale(folder: string, current: ReadonlySet<string>): Promise<readonly string[]> {
  const stale = await staleFiles(folder, current)
  for (const path of stale) await rm(join(folder, path), { force: true })
  return stale
}

/** Files of locations that went away. Only what looks like a location's artifact is ever taken for one. */
async function staleFiles(folder: string, current: ReadonlySet<string>): Promise<readonly string[]> {
  const names = await readdir(join(folder, 'locations')).catch(() => [])
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => `locations/${name}`)
    .filter((path) => !current.has(path))
    .toSorted()
}

async function readText(path: string): Promise<string | undefined> {
  return await readFile(path, 'utf8').catch(() => undefined)
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
