import { join } from 'node:path'
import { readText, staleFiles, type OutputFolder, type Written } from './artifact-folder.ts'

/** What writing would do, found out without a way to write. */
export async function previewArtifacts(folder: string, { files, manifest }: OutputFolder): Promise<Written> {
  const all = [...files, manifest]
  const same = await Promise.all(all.map(async ({ path, text }) => (await readText(join(folder, path))) === text))
  const written = all.filter((_, index) => same[index] !== true).map(({ path }) => path)
  const stale = await staleFiles(folder, new Set(files.map(({ path }) => path)))
  return { written, unchanged: all.length - written.length, removed: stale }
}
