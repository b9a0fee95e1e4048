import { existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * Puts a folder out of the way, beside where it stood, so that the next run makes it anew. It is not deleted before everything
 * has been measured: for some minutes after files were deleted, a file system may be fifty times as slow at making new ones
 * (seen with ext4), and that would be measured as if it were the run's own work.
 */
export function putAside(folder: string): void {
  if (!existsSync(folder)) return
  const aside = join(dirname(folder), 'aside')
  mkdirSync(aside, { recursive: true })
  renameSync(folder, join(mkdtempSync(join(aside, 'run-')), basename(folder)))
}
