import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyPolicy, type Policy } from '../../../src/model/policy/policy.ts'
import type { DesiredList } from '../../../src/model/policy/list.ts'
import type { PolicyEvent, Rule, RuleSet } from '../../../src/model/policy/rule-set.ts'
import type { Value } from '../../../src/policy/evaluate/compare.ts'
import { Evaluator } from '../../../src/policy/evaluate/evaluator.ts'
import { reference } from '../reference.ts'
import { anyCyclesByName, anySmallPolicy, inCycles, rule, ruleSet, universe, vocabulary } from '../small-policies.ts'
import { straightforward } from '../straightforward.ts'

const place = { kind: 'file', file: 'generated' } as const

/** Comparisons of every kind that can be looked up, and of every kind that cannot. */
const comparisons = [
  'URL.Host equals "a.example"',
  'URL.Host equals "A.example"',
  'URL.Host does not equal "b"',
  'URL.Host matches "*.example"',
  'URL.Host matches "?.EXAMPLE"',
  'URL.Host matches "a*"',
  'URL.Host matches "*"',
  'URL.Host matches "???"',
  'URL.Host matches "a*e"',
  'URL.Host matches "regex(^a)"',
  'URL.Host contains "Ex"',
  'URL.Host matches in list "hosts"',
  'URL.Host does not match in list "hosts"',
  'URL.Host matches in list "expressions"',
  'URL.Host matches in list "nowhere"',
  'URL.Host is in list "names"',
  'URL.Host equals User-Defined.Mark',
  'Client.IP is in range "10.0.0.0/8"',
  'Client.IP is in range "10.1.0.7-10.2.0.9"',
  'Client.IP is in range list "networks"',
  'Client.IP is not in range list "networks"',
  'Client.IP equals "2001:db8::1"',
  'Client.IP is in list "addresses"',
  'IP.ToString(Client.IP) matches "10.1.*"',
  'IP.ToString(Client.IP) is in list "addresses"',
  'Body.Size greater than or equals 10',
  'Body.Size equals 7',
  'Body.Size greater than 7',
  'Body.Size less than 10',
  'Body.Size less than or equals 7',
  'Body.Modified equals true',
  'URL.Categories contains "games"',
  'URL.Categories at least one in list "bad"',
  'URL.Categories all in list "bad"',
  'URL.Categories none in list "bad"',
  'User-Defined.Mark equals "yes"',
  'User-Defined.Mark matches "*.example"',
]
const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 6, arbitrary: fc.constantFrom(...comparisons) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...comparisons), fc.constantFrom('AND', 'OR'), fc.constantFrom(...comparisons))
      .map((parts) => parts.join(' ')),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...comparisons),
        fc.constantFrom('AND', 'OR'),
        fc.constantFrom(...comparisons),
        fc.constantFrom('AND', 'OR'),
        fc.constantFrom(...comparisons),
      )
      .map(([one, first, two, second, three]) =>
        first === second ? `${one} ${first} ${two} ${second} ${three}` : `(${one} ${first} ${two}) ${second} ${three}`,
      ),
  },
)
/** What the reader of criteria refuses and an export can hold: AND beside OR without brackets. */
const withoutBrackets = (one: Rule['criteria']): Rule['criteria'] => ({
  ...one,
  terms: one.terms.map((term) => ({ ...term, opens: 0, closes: 0 })),
})
const anyEvents: fc.Arbitrary<readonly PolicyEvent[]> = fc.constantFrom<readonly PolicyEvent[]>(
  [],
  [],
  [{ kind: 'set', property: 'User-Defined.Mark', values: [{ kind: 'literal', type: 'string', value: 'yes' }] }],
  [
    {
      kind: 'set',
      property: 'User-Defined.Mark',
      values: [{ kind: 'property', use: { name: 'URL.Host', arguments: [] } }],
    },
  ],
)
const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    name: fc.constantFrom('r', 'q'),
    text: anyText,
    action: fc.constantFrom('Block', 'Continue', 'Continue', 'Stop Rule Set', 'Stop Cycle', 'Redirect', 'Unheard Of'),
    events: anyEvents,
    enabled: fc.constantFrom(true, true, true, false),
    isBare: fc.boolean(),
  })
  .map(({ name, text, action, events, enabled, isBare }) => {
    const made = { ...rule(name, text, action, events), enabled }
    return isBare ? { ...made, criteria: withoutBrackets(made.criteria) } : made
  })
const cycles = ['request', 'response', 'embedded'] as const
/** Most rule sets take part in all cycles. */
const anyCycles = fc.record(
  Object.fromEntries(cycles.map((cycle) => [cycle, fc.constantFrom(true, true, true, false)])) as Record<
    (typeof cycles)[number],
    fc.Arbitrary<boolean>
  >,
)
const anyRuleSet = (depth: number): fc.Arbitrary<RuleSet> =>
  fc
    .record({
      text: anyText,
      rules: fc.array(anyRule, { maxLength: 3 }),
      cycles: anyCycles,
      nested: depth === 0 ? fc.constant([]) : fc.array(anyRuleSet(depth - 1), { maxLength: 2 }),
      enabled: fc.constantFrom(true, true, true, false),
    })
    .map(({ text, rules, nested, enabled, cycles }) => ({
      ...ruleSet(`s${depth}`, text, rules, nested),
      enabled,
      cycles,
    }))
const anyList = (name: string, type: DesiredList['type'], entries: readonly string[]): fc.Arbitrary<DesiredList> =>
  fc.subarray([...entries]).map((own) => ({
    name,
    type,
    description: '',
    entries: own.map((value) => ({ value, description: '' })),
    place,
  }))
const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    ruleSets: fc.array(anyRuleSet(2), { maxLength: 4 }),
    lists: fc.tuple(
      anyList('hosts', 'regex', ['a.example', '*.B', 'a?x', '*x*', 'c*e', 'www.*']),
      anyList('expressions', 'regex', ['b', 'regex(^c)', '*.q', 'regex(^d)']),
      anyList('names', 'string', ['a.example', 'B', 'x', '2001:DB8:0::1']),
      anyList('networks', 'iprange', ['10.1.0.0/24', '10.1.0.3-10.2.0.1', '192.0.2.1', '2001:db8::/33', 'nothing']),
      anyList('addresses', 'ip', ['10.1.0.5', '2001:db8::1', '192.0.2.1']),
      anyList('bad', 'category', ['games', 'Weapons']),
    ),
  })
  .map((parts) => ({
    ...emptyPolicy,
    ...parts,
    properties: [{ name: 'User-Defined.Mark', type: 'string', initial: 'start', description: '', place }],
  }))

const values: Readonly<Record<string, readonly Value[]>> = {
  'URL.Host': [
    'a.example',
    'A.EXAMPLE',
    'x.b',
    'X.B',
    'abx',
    'ce',
    'www.q',
    'q',
    '',
    'ß.İ',
    '2001:db8::1',
    ['a.example', 'b'],
    'b',
  ],
  'Client.IP': ['10.1.0.5', '10.2.0.2', '192.0.2.1', '2001:db8::1', '2001:db8:0::1', '2001:db8:8000::', 'nobody'],
  'Body.Size': [0, 7, 7.5, 10, '9', 'many', ['7', '8']],
  'Body.Modified': [true, false],
  'URL.Categories': [[], ['games'], ['weapons', 'news'], ['Games'], 'games'],
  'User-Defined.Mark': ['yes', 'given.example'],
}
/** Requests with gaps: what is missing leaves criteria open. */
const anyRequest: fc.Arbitrary<ReadonlyMap<string, Value>> = fc
  .tuple(
    ...Object.entries(values).map(([name, some]) =>
      fc.tuple(fc.constant(name), fc.option(fc.constantFrom(...some), { freq: name === 'User-Defined.Mark' ? 1 : 6 })),
    ),
  )
  .map((given) => new Map(given.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))))

describe('what was prepared decides as what asks everything in turn', () => {
  test('any policy, any request with gaps, in any cycle', () => {
    const seen = { action: 0, 'let through': 0, undetermined: 0 }
    fc.assert(
      fc.property(anyPolicy, fc.array(anyRequest, { minLength: 1, maxLength: 12 }), (policy, requests) => {
        const evaluator = new Evaluator(policy, vocabulary)
        const plain = new Evaluator(policy, vocabulary, false)
        for (const [at, request] of requests.entries()) {
          const cycle = cycles[at % cycles.length] ?? 'request'
          const expected = straightforward(policy, request, cycle, vocabulary)
          const { trace, ...traced } = evaluator.trace(request, cycle)
          const { trace: asked, ...verdict } = expected
          expect(traced).toEqual(verdict)
          expect(trace.map(({ path, truth }) => ({ path, truth }))).toEqual(asked)
          const { outcome, properties } = evaluator.decide(request, cycle)
          expect({ outcome, properties }).toEqual({ outcome: expected.outcome, properties: expected.properties })
          expect(plain.decide(request, cycle)).toMatchObject({ outcome, properties })
          seen[outcome.kind]++
        }
      }),
      { numRuns: Number(process.env['EVALUATOR_RUNS'] ?? 300) },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
  })

  test('complete requests are decided as the plainest form of the language decides them', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(anySmallPolicy, anyCyclesByName, fc.nat({ max: 96 }), (requestsOnly, byName, start) => {
        const policy = inCycles(requestsOnly, byName)
        const evaluator = new Evaluator(policy, vocabulary)
        for (const [at, request] of universe.filter((_, index) => index % 97 === start).entries()) {
          const cycle = cycles[at % cycles.length] ?? 'request'
          const { outcome } = evaluator.decide(new Map(Object.entries(request)), cycle)
          const { action, rule: path } = reference(policy, request, cycle)
          expect(outcome.kind === 'action' ? [outcome.action, outcome.path] : [outcome.kind]).toEqual(
            action === 'let through' ? [action] : [action, path],
          )
          seen.add(`${cycle}: ${action}`)
        }
      }),
      { numRuns: 60 },
    )
    expect(seen.size).toBe(3 * ['Block', 'Redirect', 'let through'].length)
  })
})
