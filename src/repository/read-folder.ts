import { readFileSync, statSync } from 'node:fs'
import type { RawFile } from '../source/source-file.ts'
import { countingBytes, tooLarge } from './bounds.ts'
import { isDenied, listFolder } from './list-folder.ts'

/** Reads the file at a full path, which is shown as another one. */
export type ReadFile = (full: string, path: string) => RawFile

/**
 * Reads all files below a folder. `folder` is absolute and `name` is what it is called in paths. What cannot be read,
 * and a link that leads out of the folder or to something hidden, is reported as a file that is unreadable and never followed; so is a folder
 * with nothing in it. What is hidden is left out.
 *
 * Many small files are read one after the other: waiting for each costs several times what reading it does.
 */
export function readFolder(folder: string, name: string, readFile: ReadFile = readRaw): readonly RawFile[] {
  const count = countingBytes(name)
  return listFolder(folder, name).files.map((file) => {
    const read = 'full' in file ? readFile(file.full, file.path) : file
    if ('bytes' in read) count(read.bytes.byteLength)
    return read
  })
}

/** Reads a file, or says why it cannot be read. */
export function readRaw(path: string, shown: string): RawFile {
  try {
    const unreadable = tooLarge(statSync(path).size)
    if (unreadable !== undefined) return { path: shown, unreadable }
    return { path: shown, bytes: readFileSync(path) }
  } catch (error) {
    return { path: shown, unreadable: reason(error, path) }
  }
}

function reason(error: unknown, path: string): string {
  if (!(error instanceof Error)) return String(error)
  if (isDenied(error)) return 'permission denied'
  if (!('code' in error) || error.code !== 'ENOENT') return error.message
  return path.includes('\uFFFD') ? 'its name is not UTF-8' : 'it is gone'
}
