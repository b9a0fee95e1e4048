import type { DesiredList } from '../../model/policy/list.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { valueAt } from '../../source/place.ts'

/** Slips in one list that are said one by one; whoever has more has made the same one in each line. */
const MOST = 20

/** Lists whose entries are compared with texts, so that an entry with a slip in it is one that nothing is equal to. */
const OF_TEXTS: ReadonlySet<string> = new Set(['regex', 'string'])

/** Hosts with a blank between them, as they become where the dash before one of them is missing. */
const HOSTS = /^[\w*?-]+(?:\.[\w*?-]+)+(?: [\w*?-]+(?:\.[\w*?-]+)+)+$/

/** Says which entries of lists of texts look like slips: empty ones, several in one, and those with something around them that is no part of a text. */
export function* listSlips(lists: readonly DesiredList[]): Generator<Diagnostic> {
  for (const { name, type, entries, place } of lists) {
    if (!OF_TEXTS.has(type)) continue
    let said = 0
    for (const [index, { value }] of entries.entries()) {
      const slip = slipIn(value)
      if (slip === undefined) continue
      yield {
        code: 'POL-LIST-SLIP',
        severity: 'warning',
        message: `in the list "${name}", the entry ${JSON.stringify(value)} ${slip}`,
        // A list that comes from a file of its own is known by the file, and its entries stand there.
        place: place.kind === 'file' ? valueAt(place.file, ['entries', index]) : place,
        why: 'an entry is compared as it is written, so that this one is most likely found in no request',
        help: 'write the text alone, or remove the entry',
      }
      if (++said === MOST) break
    }
  }
}

function slipIn(value: string): string | undefined {
  // Lists are long, and nearly all entries begin and end with what is part of a text.
  if (isUsual(value.charCodeAt(0)) && isUsual(value.charCodeAt(value.length - 1))) return severalIn(value)
  if (value === '') return 'is empty'
  const [first, last] = [value.charAt(0), value.charAt(value.length - 1)]
  if (first.trim() === '' || last.trim() === '') return `${first.trim() === '' ? 'begins' : 'ends'} with a blank`
  if (last === ',' || last === ';') return `ends with a "${last}"`
  return '“”„‘’'.includes(first) && '“”‘’'.includes(last) ? 'stands in typographic quotes' : undefined
}

function severalIn(value: string): string | undefined {
  if (!value.includes(' ') || !HOSTS.test(value)) return undefined
  return 'is several hosts in one, most likely because a "- " is missing before one of them'
}

/** Whether a character of ASCII can be seen and ends no item of a list. */
function isUsual(code: number): boolean {
  return code > 0x20 && code < 0x7f && code !== COMMA && code !== SEMICOLON
}

const COMMA = 0x2c
const SEMICOLON = 0x3b
