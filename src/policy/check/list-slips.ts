import { isNetwork, networkOf } from '../../model/addresses.ts'
import type { DesiredList } from '../../model/policy/list.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { entryPlace, ownEntries, type VariedLists } from './own-entries.ts'
import type { Visit } from './walk.ts'

/** Slips in one list that are said one by one; whoever has more has made the same one in each line. */
const MOST = 20

/** Lists whose entries are compared with texts, so that an entry with a slip in it is one that nothing is equal to. */
const OF_TEXTS: ReadonlySet<string> = new Set(['regex', 'string'])

/** Hosts with a blank between them, as they become where the dash before one of them is missing. */
const HOSTS = /^[\w*?-]+(?:\.[\w*?-]+)+(?: [\w*?-]+(?:\.[\w*?-]+)+)+$/

/** Says which entries of lists of texts look like slips: empty ones, several in one, and those with something around them that is no part of a text. */
export function* listSlips(
  lists: readonly DesiredList[],
  varied: VariedLists,
  visits: readonly Visit[],
): Generator<Diagnostic> {
  const ofHosts = listsOfHosts(visits)
  for (const list of lists) {
    const { name, type } = list
    const slipOf = type === 'iprange' ? beyondNetwork : OF_TEXTS.has(type) ? slipIn : undefined
    if (slipOf === undefined) continue
    let said = 0
    for (const [index, value] of ownEntries(list, varied)) {
      const slip = slipOf(value) ?? (ofHosts.has(name) ? beyondHost(value) : undefined)
      if (slip === undefined) continue
      yield {
        code: 'POL-LIST-SLIP',
        severity: 'warning',
        message: `in the list "${name}", the entry ${JSON.stringify(value)} ${slip}`,
        place: entryPlace(list, index, varied),
        ...(type === 'iprange' ? OF_NETWORK : OF_TEXT),
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

const OF_TEXT = {
  why: 'an entry is compared as it is written, so that this one is most likely found in no request',
  help: 'write the text alone, or remove the entry',
}
const OF_NETWORK = {
  why: 'either the address alone was meant, or another length; as it is written, the entry is for all addresses of the network',
  help: 'write the first address of the network and its length, or the address alone',
}

/** Which network an entry is for that names another address of it than the first; one of a single address is for that. */
function beyondNetwork(value: string): string | undefined {
  const network = value.includes('/') ? networkOf(value) : undefined
  // Nearly all are written as everybody writes them.
  if (network === undefined || network === value || isNetwork(value)) return undefined
  return `is an address in "${network}"`
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
  return endSlip(value, first, last)
}

/** What stands at the ends of a text that a mark of a list or half of a pair of quotes has stayed at. */
function endSlip(value: string, first: string, last: string): string | undefined {
  if (last === ',' || last === ';') return `ends with a "${last}"`
  if (last === '"' || last === "'")
    return value.indexOf(last) < value.length - 1 ? undefined : `ends with a lone ${last}`
  return '“”„‘’'.includes(first) && '“”‘’'.includes(last) ? 'stands in typographic quotes' : undefined
}

function severalIn(value: string): string | undefined {
  if (!value.includes(' ') || !HOSTS.test(value)) return undefined
  return 'is several hosts in one, most likely because a "- " is missing before one of them'
}

/** Whether a character of ASCII can be seen and ends no item of a list. */
function isUsual(code: number): boolean {
  return code > 0x20 && code < 0x7f && !ODD_ENDS.has(code)
}

/** `"`, `'`, `,` and `;`. */
const ODD_ENDS: ReadonlySet<number> = new Set([0x22, 0x27, 0x2c, 0x3b])
