import { checked, failed, type Checked } from '../../source/checked.ts'
import type { RawFile, SourceFile } from '../../source/source-file.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'

/** Largest file that is read; a location of a thousand nodes written out one by one is a third of it. */
const LARGEST = 2 * 1024 * 1024

const UTF8 = new TextDecoder('utf-8', { fatal: true })
const LENIENT = new TextDecoder('utf-8')

/** What a decoder puts in the place of bytes that are no character. */
const REPLACEMENT = '\uFFFD'

/** How a file begins that Git LFS leaves in the place of one that was not fetched. */
const POINTER = 'version https://git-lfs.github.com/spec/'

/** Makes text of a file's bytes: UTF-8 with or without a byte order mark, and nothing else. */
export function decode(file: RawFile): Checked<SourceFile> {
  const { path } = file
  const place = { kind: 'file', file: path } as const
  if ('unreadable' in file) {
    return failed([frontEndFinding('YAML-UNREADABLE', place, `the file cannot be read: ${file.unreadable}`)])
  }
  const { bytes } = file
  if (bytes.byteLength > LARGEST) {
    const size = (bytes.byteLength / 1024 / 1024).toFixed(1)
    return failed([frontEndFinding('YAML-TOO-LARGE', place, `the file has ${size} MiB; at most 2 MiB are read`)])
  }
  const wide = wideEncoding(bytes)
  if (wide !== undefined) {
    return failed([frontEndFinding('YAML-ENCODING', place, `the file is encoded in ${wide}, not in UTF-8`)])
  }
  if (LENIENT.decode(bytes.subarray(0, POINTER.length)) === POINTER) {
    return failed([frontEndFinding('YAML-POINTER', place, 'a pointer of Git LFS stands in the place of the file')])
  }
  try {
    return checked({ path, text: UTF8.decode(bytes) })
  } catch {
    const start = firstBroken(bytes)
    const range = { kind: 'range', file: path, start, end: start + 1 } as const
    return failed([frontEndFinding('YAML-ENCODING', range, 'the file is not valid UTF-8 from here on')])
  }
}

/** The text of a file as far as it can be shown, where bytes are no characters too. */
export function textToShow(file: RawFile): string | undefined {
  if ('unreadable' in file || file.bytes.byteLength > LARGEST || wideEncoding(file.bytes) !== undefined)
    return undefined
  return LENIENT.decode(file.bytes)
}

/** An encoding with two or four bytes a character: by its byte order mark, or by the zeros that letters have in it. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const head = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('')
  if (/^(?:fffe0000|0000)/.test(head)) return 'UTF-32'
  return /^(?:fffe|feff|00..00|..00..00)/.test(head) ? 'UTF-16' : undefined
}

/** Where the first byte stands, as an offset into the text that can be shown, which is no character. */
function firstBroken(bytes: Uint8Array): number {
  const text = LENIENT.decode(bytes)
  const encoder = new TextEncoder()
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  for (let at = text.indexOf(REPLACEMENT); at >= 0; at = text.indexOf(REPLACEMENT, at + 1)) {
    const before = mark + encoder.encode(text.slice(0, at)).byteLength
    // The character itself may stand in a text.
    if (bytes[before] !== 0xef || bytes[before + 1] !== 0xbf || bytes[before + 2] !== 0xbd) return at
  }
  return 0
}
