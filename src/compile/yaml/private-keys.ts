import type { RawFile } from '../../source/source-file.ts'

/** How a private key begins in every text form of one, encrypted or not. */
const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY( BLOCK)?-----/g

const DASH = 0x2d
/** As in PRIVATE. */
const CAPITAL_V = 0x56

/** Where private keys begin in a file, whatever else it holds; positions count characters, as in other places. */
export function* privateKeysIn(file: RawFile): Iterable<{ readonly start: number; readonly end: number }> {
  // Almost no file has five dashes in a row, few have a capital V, and looking for them is quicker than reading a text.
  if (!('bytes' in file) || !file.bytes.includes(CAPITAL_V) || !hasFiveDashes(file.bytes)) return
  const text = new TextDecoder().decode(file.bytes)
  for (const found of text.matchAll(BEGIN)) yield { start: found.index, end: found.index + found[0].length }
}

function hasFiveDashes(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(DASH); at >= 0; at = bytes.indexOf(DASH, at + 1)) {
    let end = at
    while (bytes[end] === DASH) end++
    if (end - at >= 5) return true
    at = end
  }
  return false
}
