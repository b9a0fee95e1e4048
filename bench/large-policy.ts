import type { DesiredList, SimpleListType } from '../src/model/policy/list.ts'
import { emptyPolicy, type Policy } from '../src/model/policy/policy.ts'
import type { PolicyEvent, Rule, RuleSet } from '../src/model/policy/rule-set.ts'
import type { Value } from '../src/policy/evaluate/compare.ts'
import { parseCriteria } from '../src/policy/criteria/parse.ts'
import type { Vocabulary } from '../src/policy/vocabulary.ts'
import { seeded } from './random.ts'

/** How large a policy is made. */
export interface PolicySize {
  readonly ruleSets: number
  readonly rulesEach: number
  readonly lists: number
  readonly entriesEach: number
}

/** The size that the promise of speed is made for. */
export const promised: PolicySize = { ruleSets: 500, rulesEach: 10, lists: 1_000, entriesEach: 100 }

const REGIONS = 8
const place = { kind: 'file', file: 'generated' } as const

/** A policy as a large company has it: regional rule sets, lists of hosts, networks, categories and users. */
export function largePolicy(size: PolicySize, vocabulary: Vocabulary): Policy {
  const random = seeded(7)
  const pick = (count: number): number => Math.floor(random() * count)
  const criteria = (text: string): Rule['criteria'] => {
    if (text === '') return { always: true, terms: [] }
    const { value } = parseCriteria(text, vocabulary)
    if (value === undefined) throw new Error(`cannot read ${text}`)
    return { always: false, terms: value }
  }
  const list = (at: number): string => `"${listName(at % size.lists)}"`
  const hosts = (): string => list(pick(size.lists) * 10 + pick(7))
  const rule = (at: number): Rule => {
    const kind = pick(20)
    const texts: readonly string[] = [
      `URL.Host matches in list ${hosts()} AND URL.Categories at least one in list ${list(pick(100) * 10 + 8)}`,
      `URL.Host matches "*.site${pick(9_000)}.example" AND BytesFromClient greater than or equals ${pick(1_000_000)}`,
      `URL.Categories at least one in list ${list(pick(100) * 10 + 8)} AND BytesFromClient less than ${pick(50)}`,
      `Client.IP is in range list ${list(pick(100) * 10 + 7)} AND URL.Host matches in list ${hosts()}`,
      `Authentication.UserName is in list ${list(pick(100) * 10 + 9)} AND URL.Host matches in list ${hosts()}`,
      `URL.Host matches in list ${hosts()} OR URL.Host matches "*.blocked${pick(9_000)}.example"`,
      `URL.Host does not match in list ${hosts()} AND URL.Host matches in list ${hosts()}`,
    ]
    const mark: PolicyEvent = {
      kind: 'set',
      property: 'User-Defined.Mark',
      values: [{ kind: 'literal', type: 'string', value: `m${at}` }],
    }
    return {
      name: `rule ${at}`,
      place,
      description: '',
      enabled: true,
      criteria: criteria(texts[kind] ?? `URL.Host matches in list ${hosts()}`),
      action: { name: ['Block', 'Block', 'Block', 'Continue', 'Stop Rule Set', 'Stop Cycle'][pick(6)] ?? 'Block' },
      events: kind === 19 ? [mark] : [],
    }
  }
  const ruleSet = (at: number): RuleSet => {
    const kind = pick(10)
    const text =
      kind < 6
        ? `System.HostName matches in list "Region ${pick(REGIONS)}"`
        : kind < 8
          ? `Client.IP is in range list ${list(pick(100) * 10 + 7)}`
          : ''
    return {
      name: `set ${at}`,
      place,
      description: '',
      enabled: true,
      cycles: { request: true, response: false, embedded: false },
      cloudSynced: false,
      criteria: criteria(text),
      rules: Array.from({ length: size.rulesEach }, (_, index) => rule(at * size.rulesEach + index)),
      ruleSets: [],
    }
  }
  const entry = (type: SimpleListType, at: number, index: number): string => {
    const number = at * size.entriesEach + index
    if (type === 'iprange') return `10.${at % 200}.${index}.0/2${4 + (index % 4)}`
    if (type === 'category') return `Category ${pick(400)}`
    if (type === 'string') return `user${number}`
    return index % 10 === 0 ? `host${number}.example` : `*.site${number}.example`
  }
  const types: readonly SimpleListType[] = ['iprange', 'category', 'string']
  const lists = Array.from({ length: size.lists }, (_, at): DesiredList => {
    const type = types[(at % 10) - 7] ?? 'regex'
    const values = Array.from({ length: size.entriesEach }, (__, index) => entry(type, at, index))
    return { name: listName(at), type, description: '', entries: values.map(entryOf), place }
  })
  const regions = Array.from({ length: REGIONS }, (_, at): DesiredList => {
    const values = Array.from({ length: 40 }, (__, index) => [`gw-${at}-${index}`, `gw-${at}-${index}.*`]).flat()
    return { name: `Region ${at}`, type: 'regex', description: '', entries: values.map(entryOf), place }
  })
  return {
    ...emptyPolicy,
    ruleSets: Array.from({ length: size.ruleSets }, (_, at) => ruleSet(at)),
    lists: [...lists, ...regions],
    properties: [{ name: 'User-Defined.Mark', type: 'string', initial: '', description: '', place }],
  }
}

/** Requests as the nodes of the company see them: most of them go where no list names anything. */
export function requestsFor(size: PolicySize, count: number): readonly ReadonlyMap<string, Value>[] {
  const random = seeded(11)
  const pick = (most: number): number => Math.floor(random() * most)
  const entries = size.lists * size.entriesEach
  return Array.from(
    { length: count },
    () =>
      new Map<string, Value>([
        ['System.HostName', `gw-${pick(REGIONS)}-${pick(40)}`],
        ['Client.IP', `10.${pick(250)}.${pick(250)}.${pick(250)}`],
        ['URL.Host', pick(3) === 0 ? `www.site${pick(entries)}.example` : `www.elsewhere${pick(1_000_000)}.test`],
        ['URL.Categories', [`Category ${pick(400)}`, `Category ${pick(400)}`]],
        ['BytesFromClient', pick(100_000)],
        ['Authentication.UserName', `user${pick(entries)}`],
      ]),
  )
}

/** The policy with one more entry in one list of hosts. */
export function withOneEntryMore(policy: Policy, entry: string): Policy {
  const at = policy.lists.findIndex(({ name }) => name === listName(20))
  const lists = policy.lists.map((list, index) =>
    index === at ? { ...list, entries: [...list.entries, entryOf(entry)] } : list,
  )
  return { ...policy, lists }
}

function listName(at: number): string {
  return `List ${at}`
}

function entryOf(value: string): DesiredList['entries'][number] {
  return { value, description: '' }
}
