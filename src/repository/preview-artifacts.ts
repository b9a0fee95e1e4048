import { join } from 'node:path'
import { holds, staleFiles, type OutputFolder, type Written } from './artifact-folder.ts'

/** What writing would do, found out without a way to write. */
export function previewArtifacts(folder: string, { files, manifest }: OutputFolder): Written {
  const all = [...files, manifest]
  const written = all.flatMap(({ path, text }) => (holds(join(folder, path), Buffer.from(text)) ? [] : [path]))
  const removed = staleFiles(folder, new Set(files.map(({ path }) => path)))
  return { written, unchanged: all.length - written.length, removed }
}
