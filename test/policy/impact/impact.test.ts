import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DesiredList } from '../../../src/model/policy/list.ts'
import { emptyPolicy, type Policy } from '../../../src/model/policy/policy.ts'
import type { Cycle } from '../../../src/model/policy/rule-set.ts'
import type { ImpactClass } from '../../../src/policy/impact/impact-class.ts'
import { reference, type FullRequest } from '../reference.ts'
import {
  anyCriteriaOfOneProperty,
  anyCyclesByName,
  anyEdit,
  anyLists,
  anySmallPolicy,
  inCycles,
  rule,
  ruleSet,
  universe,
} from '../small-policies.ts'
import { impact, place } from './between.ts'

const cycles = ['request', 'response', 'embedded'] as const

/** The changes of a small universe by trying requests in every cycle: the oracle. */
function tried(before: Policy, after: Policy, requests: readonly FullRequest[]): ReadonlyMap<string, FullRequest> {
  const found = new Map<string, FullRequest>()
  for (const cycle of cycles)
    for (const request of requests) {
      const [old, now] = [reference(before, request, cycle), reference(after, request, cycle)]
      if (old.action !== now.action)
        found.set(`${cycle}: ${old.rule} ${old.action} > ${now.rule} ${now.action}`, request)
    }
  return found
}

/** Which values the mark changes from and to, where the decision stays, by trying requests: the oracle of what is set. */
function markedOtherwise(before: Policy, after: Policy, requests: readonly FullRequest[]): readonly Marked[] {
  return cycles.flatMap((cycle) =>
    requests.flatMap((request) => {
      const [old, now] = [marked(before, request, cycle), marked(after, request, cycle)]
      if (old.action !== now.action || old.mark === now.mark) return []
      return [{ change: `${cycle}: ${old.mark} > ${now.mark}`, request, isSet: old.isSet || now.isSet }]
    }),
  )
}

/** A change of the mark by a request. */
interface Marked {
  readonly change: string
  readonly request: FullRequest
  /** Whether a rule sets it; another first value that no rule reads makes no difference to anything. */
  readonly isSet: boolean
}

/** What becomes of a request, and what the mark is at the end, in words. */
function marked(
  policy: Policy,
  request: FullRequest,
  cycle: Cycle,
): { readonly action: string; readonly mark: string; readonly isSet: boolean } {
  const { action, set } = reference(policy, request, cycle)
  const mark = set['User-Defined.Mark'] ?? policy.properties[0]?.initial ?? ''
  return {
    action,
    mark: mark === request['URL.Host'] ? 'URL.Host' : JSON.stringify(mark),
    isSet: 'User-Defined.Mark' in set,
  }
}

function key({ cycle, before, after }: ImpactClass): string {
  return `${cycle}: ${before.rule?.path} ${before.effect.action} > ${after.rule?.path} ${after.effect.action}`
}

/** An example says what matters; anything will do for the rest. */
function complete(request: ReadonlyMap<string, unknown>): FullRequest {
  const rest = {
    'URL.Host': 'q',
    'Client.IP': '203.0.113.9',
    'Body.Size': 5,
    'URL.Categories': [],
    'Body.Modified': true,
  }
  return { ...rest, ...Object.fromEntries(request) }
}

/** Compares the analysis of two policies with what trying requests shows; returns how many changes there were. */
function judge(before: Policy, after: Policy, start: number): number {
  const { classes, open } = impact(before, after)
  expect(open).toEqual([])
  const decisions = classes.filter(({ sets }) => sets === undefined)
  const found = new Set(decisions.map(key))
  const requests = universe.filter((_, at) => at % STRIDE === start)
  const oracle = tried(before, after, requests)
  for (const [change, request] of oracle) expect(found, JSON.stringify(request)).toContain(change)
  expectOrder(decisions, before, after)
  for (const one of decisions) {
    expect(one.causes, key(one)).not.toEqual([])
    expect(one.example.onlyIf).toEqual([])
    const request = complete(one.example.request.before)
    const [old, now] = [reference(before, request, one.cycle), reference(after, request, one.cycle)]
    const { before: left, after: right } = one
    expect([old.rule, old.action, now.rule, now.action]).toEqual([
      left.rule?.path,
      left.effect.action,
      right.rule?.path,
      right.effect.action,
    ])
  }
  const marks = classes.filter(({ sets }) => sets !== undefined)
  const wordsOf = ({ cycle, sets }: ImpactClass): string => `${cycle}: ${sets?.before} > ${sets?.after}`
  const foundMarks = new Set(marks.map(wordsOf))
  const markOracle = markedOtherwise(before, after, requests).filter(({ isSet }) => isSet)
  for (const { change, request } of markOracle)
    if (!foundMarks.has(change)) expect.fail(`${change} is not found for ${JSON.stringify(request)}`)
  for (const one of marks) {
    expect(one.example.onlyIf).toEqual([])
    const own = [complete(one.example.request.before)]
    expect(markedOtherwise(before, after, own).map(({ change }) => change)).toContain(wordsOf(one))
  }
  markChanges += markOracle.length
  return oracle.size
}

/** Classes of one change of effect stand in the order of the rules that decide before, then of those that decide after. */
function expectOrder(decisions: readonly ImpactClass[], before: Policy, after: Policy): void {
  const placesIn = (policy: Policy): readonly (string | undefined)[] => {
    const within = (ruleSets: Policy['ruleSets'], around: string): readonly string[] =>
      ruleSets.flatMap((one) => [
        ...one.rules.map((each) => `${around}${one.name} > ${each.name}`),
        ...within(one.ruleSets, `${around}${one.name} > `),
      ])
    return [...within(policy.ruleSets, ''), undefined]
  }
  const [old, now] = [placesIn(before), placesIn(after)]
  const placeOf = (one: ImpactClass): number =>
    old.indexOf(one.before.rule?.path) * 100 + now.indexOf(one.after.rule?.path)
  const changeOf = (one: ImpactClass): string => `${one.cycle} ${one.before.effect.action} ${one.after.effect.action}`
  for (const change of new Set(decisions.map(changeOf))) {
    const places = decisions.filter((one) => changeOf(one) === change).map(placeOf)
    expect(places).toEqual(places.toSorted((left, right) => left - right))
  }
}

/** How often trying requests has shown another mark. */
let markChanges = 0

const inCycle = { request: 0, response: 0, embedded: 0 }
/** Every so many requests of the universe are tried in a run. */
const STRIDE = 29
const start = fc.nat({ max: STRIDE - 1 })
const runs = Number(process.env['IMPACT_RUNS'] ?? 100)

describe('finds what trying requests finds, and shows each class by a request that it holds for', () => {
  test('between any two policies', () => {
    let changed = 0
    fc.assert(
      fc.property(anySmallPolicy, anySmallPolicy, start, (before, after, from) => {
        if (judge(before, after, from) > 0) changed++
      }),
      { numRuns: runs },
    )
    expect(changed).toBeGreaterThan(runs / 3)
    expect(markChanges).toBeGreaterThan(runs / 10)
  })

  test('after an edit', () => {
    const seen = { changed: 0, unchanged: 0 }
    fc.assert(
      fc.property(anyEdit, start, ([before, after], from) => {
        seen[judge(before, after, from) > 0 ? 'changed' : 'unchanged']++
      }),
      { numRuns: runs },
    )
    expect(Math.min(seen.changed, seen.unchanged)).toBeGreaterThan(runs / 20)
  })

  test('where criteria ask about one property again and again', () => {
    const seen = { changed: 0, unchanged: 0 }
    const policyOf = (text: string, lists: Policy['lists']): Policy => ({
      ...emptyPolicy,
      lists,
      ruleSets: [ruleSet('s', '', [rule('r', text)])],
    })
    fc.assert(
      fc.property(
        anyCriteriaOfOneProperty,
        fc.option(anyCriteriaOfOneProperty),
        anyLists,
        start,
        (now, old, lists, from) => {
          const before = old === null ? { ...emptyPolicy, lists } : policyOf(old, lists)
          seen[judge(before, policyOf(now, lists), from) > 0 ? 'changed' : 'unchanged']++
        },
      ),
      { numRuns: runs },
    )
    expect(seen.changed).toBeGreaterThan(runs / 3)
  })

  test('in every cycle, also where a rule set takes part in another one than before', () => {
    const seen = { changed: 0, unchanged: 0 }
    const anyPair = fc.tuple(anyEdit, anyCyclesByName, fc.option(anyCyclesByName))
    fc.assert(
      fc.property(anyPair, start, ([[before, after], old, now], from) => {
        const pair = [inCycles(before, old), inCycles(after, now ?? old)] as const
        seen[judge(...pair, from) > 0 ? 'changed' : 'unchanged']++
        for (const { cycle } of impact(...pair).classes) inCycle[cycle]++
      }),
      { numRuns: runs },
    )
    expect(Math.min(seen.changed, seen.unchanged, ...Object.values(inCycle))).toBeGreaterThan(runs / 20)
  })
})

test('a wildcard that overlaps the entries of most lists is decided, as trying every host shows', () => {
  const LISTS = 14
  const list = (at: number, more: readonly string[] = []): DesiredList => ({
    name: `list ${at}`,
    type: 'regex',
    description: '',
    entries: [`*.a${at}.example`, `b${at}.example`, `*.a${at}.c*`, ...more].map((value) => ({
      value,
      description: '',
    })),
    place,
  })
  const numbers = Array.from({ length: LISTS }, (_, at) => at)
  const rules = numbers.map((at) =>
    rule(
      `r${at}`,
      `URL.Host matches in list "list ${at}"`,
      ['Block', 'Redirect', 'Stop Cycle', 'Stop Rule Set'][at % 4],
    ),
  )
  const ruleSets = [ruleSet('s', '', rules), ruleSet('t', '', [rule('last', 'URL.Host matches "*9*"')])]
  const before = { ...emptyPolicy, ruleSets, lists: numbers.map((at) => list(at)) }
  const after = { ...before, lists: numbers.map((at) => list(at, at === 4 ? ['*.example'] : [])) }
  const hosts = [
    'q',
    'x.example',
    'x9.example',
    ...numbers.flatMap((at) => [`x.a${at}.example`, `b${at}.example`, `x.a${at}.c9`]),
  ]
  const { classes, open } = impact(before, after)
  expect(open).toEqual([])
  const requests = hosts.map((host) => complete(new Map([['URL.Host', host]])))
  expect(new Set(classes.map(key))).toEqual(new Set(tried(before, after, requests).keys()))
  expect(classes.length).toBeGreaterThan(5)
})

test('a known text that is compared with a property of the request is a question about that property', () => {
  const policy = (text: string): Policy => ({
    ...emptyPolicy,
    ruleSets: [ruleSet('s', '', [rule('r', text)])],
    properties: [{ name: 'User-Defined.Mark', type: 'string', initial: 'start', description: '', place }],
  })
  const { classes, open } = impact({ ...policy(''), ruleSets: [] }, policy('User-Defined.Mark equals URL.Host'))
  expect(open).toEqual([])
  expect(classes.map(({ example }) => [example.onlyIf, example.request.after.get('URL.Host')])).toEqual([[[], 'start']])
  const turned = impact(policy('User-Defined.Mark does not equal URL.Host'), policy('URL.Host does not equal "start"'))
  expect([turned.classes, turned.open]).toEqual([[], []])
})

test('two properties of the request that are compared leave the answer open, whatever their values in the example', () => {
  const policy = (rules: Policy['ruleSets'][number]['rules']): Policy => ({
    ...emptyPolicy,
    ruleSets: [
      ruleSet('s', 'URL.Host equals "a.example"', [
        rule('one', 'Authentication.UserName equals "kim"', 'Continue'),
        ...rules,
      ]),
    ],
  })
  const text = 'URL.Host equals Authentication.UserName AND Authentication.UserName equals "kim"'
  const { classes, open } = impact(policy([]), policy([rule('two', text)]))
  expect(open).toEqual([])
  expect(classes.map(({ example }) => example.onlyIf)).toEqual([['URL.Host equals Authentication.UserName']])
})
