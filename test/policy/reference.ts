import { runInThisContext } from 'node:vm'
import type { Condition, Operand, PropertyUse, Term } from '../../src/model/policy/criteria.ts'
import type { Policy } from '../../src/model/policy/policy.ts'
import type { Cycle, RuleSet } from '../../src/model/policy/rule-set.ts'
import { onceForEachText } from '../../src/source/once-for-each.ts'

/** A request that says everything that a policy may ask. */
export type FullRequest = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** What the reference says of a request. */
export interface Verdict {
  readonly action: string
  readonly rule: string | undefined
  readonly set: Readonly<Record<string, string>>
}

type Decided = Pick<Policy, 'ruleSets' | 'lists' | 'properties'>

/**
 * The rule language in its plainest form, written from the facts alone and sharing nothing with what it judges: complete
 * requests, upper case is not lower case, AND before OR, rules before nested sets.
 */
export function reference(policy: Decided, request: FullRequest, cycle: Cycle): Verdict {
  const set: Record<string, string> = {}
  for (const { name, initial } of policy.properties) set[name] = initial
  const changed: Record<string, string> = {}
  const value = (operand: Operand): string | readonly string[] => {
    if (operand.kind === 'literal') return operand.value
    if (operand.kind === 'property') return property(operand.use)
    return policy.lists
      .find(({ name, type }) => name === operand.name && type === operand.type)!
      .entries.map((e) => e.value)
  }
  const property = (use: PropertyUse): string | readonly string[] => {
    if (use.name.endsWith('.ToString')) return value(use.arguments[0]!.value)
    const own = set[use.name] ?? request[use.name]
    if (own === undefined) throw new Error(`the request does not say ${use.name}`)
    return typeof own === 'object' ? own : String(own)
  }
  const term = ({ property: left, operator, operand }: Term): boolean => asked(operator, property(left), value(operand))
  const holds = ({ always, terms }: Condition): boolean => {
    if (always) return true
    return formula(terms)(terms.map(term))
  }
  const runSets = (sets: readonly RuleSet[], around: string): Verdict | undefined => {
    for (const one of sets) {
      if (!one.enabled || !one.cycles[cycle] || !holds(one.criteria)) continue
      const path = around === '' ? one.name : `${around} > ${one.name}`
      let isLeft = false
      for (const rule of one.rules) {
        if (!rule.enabled || !holds(rule.criteria)) continue
        for (const event of rule.events)
          if (event.kind === 'set') changed[event.property] = set[event.property] = event.values.map(value).join('')
        if (rule.action.name === 'Continue') continue
        isLeft = rule.action.name === 'Stop Rule Set'
        if (isLeft) break
        const action = rule.action.name === 'Stop Cycle' ? 'let through' : rule.action.name
        return { action, rule: `${path} > ${rule.name}`, set: changed }
      }
      const inner = isLeft ? undefined : runSets(one.ruleSets, path)
      if (inner !== undefined) return inner
    }
    return undefined
  }
  return runSets(policy.ruleSets, '') ?? { action: 'let through', rule: undefined, set: changed }
}

const formulas = new WeakMap<readonly Term[], (truths: readonly boolean[]) => boolean>()

/** How the comparisons of a condition are joined, as JavaScript reads it. */
function formula(terms: readonly Term[]): (truths: readonly boolean[]) => boolean {
  const known = formulas.get(terms)
  if (known !== undefined) return known
  const source = terms.map(({ join, opens, closes }, at) => {
    const joined = join === undefined ? '' : join === 'AND' ? '&&' : '||'
    return `${joined}${'('.repeat(opens)}truths[${at}]${')'.repeat(closes)}`
  })
  const made = runInThisContext(`(truths) => ${source.join(' ')}`) as (truths: readonly boolean[]) => boolean
  formulas.set(terms, made)
  return made
}

function asked(operator: string, left: string | readonly string[], right: string | readonly string[]): boolean {
  const [text, elements] = [String(left), left as readonly string[]]
  const entries = typeof right === 'string' ? [right] : right
  switch (operator) {
    case 'equals':
    case 'is in list':
      return entries.includes(text)
    case 'does not equal':
      return !entries.includes(text)
    case 'matches':
    case 'matches in list':
      return entries.some((pattern) => wild(pattern).test(text))
    case 'does not match':
    case 'does not match in list':
      return !entries.some((pattern) => wild(pattern).test(text))
    case 'contains':
      return typeof left === 'string' ? left.includes(String(right)) : elements.includes(String(right))
    case 'at least one in list':
      return elements.some((element) => entries.includes(element))
    case 'none in list':
      return !elements.some((element) => entries.includes(element))
    case 'all in list':
      return elements.every((element) => entries.includes(element))
    case 'is in range':
    case 'is in range list':
      return entries.some((range) => within(text, range))
    case 'is not in range':
      return !entries.some((range) => within(text, range))
    case 'greater than or equals':
      return Number(text) >= Number(right)
    case 'greater than':
      return Number(text) > Number(right)
    case 'less than':
      return Number(text) < Number(right)
  }
  throw new Error(`the reference does not know "${operator}"`)
}

const wild = onceForEachText((pattern) => {
  const parts = pattern.split('').map((c) => (c === '*' ? '[^]*' : c === '?' ? '[^]' : c.replace(/[^\w]/, '\\$&')))
  return new RegExp(`^${parts.join('')}$`)
})

/** IPv4 only, with networks and two ends. */
function within(address: string, range: string): boolean {
  const number = (text: string): number => text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
  const [network = '', bits] = range.split('/')
  const [from = '', to = from] = network.split('-')
  const size = bits === undefined ? 1 : 2 ** (32 - Number(bits))
  const start = Math.floor(number(from) / size) * size
  const end = bits === undefined ? number(to) : start + size - 1
  return number(address) >= start && number(address) <= end
}
