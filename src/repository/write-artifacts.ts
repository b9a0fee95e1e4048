import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { holds, staleFiles, type OutputFolder, type Written } from './artifact-folder.ts'

/** A file that stands beside the one that it is going to replace. */
interface Draft {
  readonly draft: string
  readonly path: string
}

/**
 * Writes artifacts so that a reader that follows the manifest never sees half of them. Everything is written beside
 * its place first, so a disk that is full or must not be written to changes nothing; then each file is replaced
 * atomically, the manifest after all others, and what it no longer names is removed. Nothing else is touched.
 *
 * Nothing waits for the disk: artifacts can be made again at any time, and the next run repairs what a power cut took.
 */
export function writeArtifacts(folder: string, { files, manifest }: OutputFolder): Written {
  const run = randomUUID()
  const written: string[] = []
  const drafts: Draft[] = []
  const made = new Set<string>()
  try {
    for (const file of [...files, manifest]) {
      const path = join(folder, file.path)
      const bytes = Buffer.from(file.text)
      if (holds(path, bytes)) continue
      const draft = `${path}.${run}.tmp`
      makeFolder(dirname(path), made)
      drafts.push({ draft, path })
      writeFileSync(draft, bytes, { flag: 'wx' })
      written.push(file.path)
    }
    for (const { draft, path } of drafts) renameSync(draft, path)
  } catch (error) {
    for (const { draft } of drafts) remove(draft)
    throw error
  }
  const removed = staleFiles(folder, new Set(files.map(({ path }) => path)))
  for (const path of removed) rmSync(join(folder, path), { force: true })
  return { written, unchanged: files.length + 1 - written.length, removed }
}

function makeFolder(folder: string, made: Set<string>): void {
  if (made.has(folder)) return
  mkdirSync(folder, { recursive: true })
  made.add(folder)
}

/** What went wrong first is what is said, whatever goes wrong while cleaning up. */
function remove(draft: string): void {
  try {
    rmSync(draft, { force: true })
  } catch {
    // A draft that is left behind is in nobody's way.
  }
}
