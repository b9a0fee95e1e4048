import { checked, failed, type Checked } from '../../source/checked.ts'
import type { RawFile, SourceFile } from '../../source/source-file.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'

/** Largest file that is read; a location of a thousand nodes written out one by one is a third of it. */
const LARGEST = 2 * 1024 * 1024

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Makes text of a file's bytes: UTF-8 with or without a byte order mark, and nothing else. */
export function decode(file: RawFile): Checked<SourceFile> {
  const place = { kind: 'file', file: file.path } as const
  if ('unreadable' in file) {
    return failed([frontEndFinding('YAML-UNREADABLE', place, `the file cannot be read: ${file.unreadable}`)])
  }
  if (file.bytes.byteLength > LARGEST) {
    const size = (file.bytes.byteLength / 1024 / 1024).toFixed(1)
    return failed([frontEndFinding('YAML-TOO-LARGE', place, `the file has ${size} MiB; at most 2 MiB are read`)])
  }
  try {
    return checked({ path: file.path, text: UTF8.decode(file.bytes) })
  } catch {
    return failed([frontEndFinding('YAML-ENCODING', place, encodingMessage(file.bytes))])
  }
}

function encodingMessage(bytes: Uint8Array): string {
  const [first, second] = bytes
  const utf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  return utf16 ? 'the file is encoded in UTF-16, not in UTF-8' : 'the file is not valid UTF-8'
}
