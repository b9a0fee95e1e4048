import type { DesiredList } from '../../model/policy/list.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { ownEntries } from './own-entries.ts'
import type { Visit } from './walk.ts'

/** Slips in one list that are said one by one; whoever has more has made the same one in each line. */
const MOST = 20

/** Lists whose entries are compared with texts, so that an entry with a slip in it is one that nothing is equal to. */
const OF_TEXTS: ReadonlySet<string> = new Set(['regex', 'string'])

/** Hosts with a blank between them, as they become where the dash before one of them is missing. */
const HOSTS = /^[\w*?-]+(?:\.[\w*?-]+)+(?: [\w*?-]+(?:\.[\w*?-]+)+)+$/

/** Says which entries of lists of texts look like slips: empty ones, several in one, and those with something around them that is no part of a text. */
export function* listSlips(lists: readonly DesiredList[], visits: readonly Visit[]): Generator<Diagnostic> {
  const ofHosts = listsOfHosts(visits)
  for (const list of lists) {
    const { name, type } = list
    if (!OF_TEXTS.has(type)) continue
    let said = 0
    for (const { value, place } of ownEntries(list, lists)) {
      const slip = slipIn(value) ?? (ofHosts.has(name) ? beyondHost(value) : undefined)
      if (slip === undefined) continue
      yield {
        code: 'POL-LIST-SLIP',
        severity: 'warning',
        message: `in the list "${name}", the entry ${JSON.stringify(value)} ${slip}`,
        place,
        why: 'an entry is compared as it is written, so that this one is most likely found in no request',
        help: 'write the text alone, or remove the entry',
      }
      if (++said === MOST) break
    }
  }
}

/** The lists that are compared with hosts, and used for nothing else. */
function listsOfHosts(visits: readonly Visit[]): ReadonlySet<string> {
  const hosts = new Set<string>()
  const others = new Set<string>()
  for (const { item, operands } of visits) {
    const ofHost = item.criteria.terms.filter(({ property }) => property.name === 'URL.Host')
    const here = new Set(ofHost.flatMap(({ operand }) => (operand.kind === 'list' ? [operand.name] : [])))
    for (const name of here) hosts.add(name)
    for (const operand of operands) if (operand.kind === 'list' && !here.has(operand.name)) others.add(operand.name)
  }
  return new Set([...hosts].filter((name) => !others.has(name)))
}

/** What of an entry no host has; an expression in the brackets of "regex" has a language of its own. */
function beyondHost(value: string): string | undefined {
  if (value.includes('(')) return undefined
  if (value.includes('/')) return 'has a "/", and the list is compared with hosts, which have none'
  return /[\s,;]/.test(value)
    ? 'has a blank or a comma, and the list is compared with hosts, which have none'
    : undefined
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
