import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { vocabularyFrom } from '../../src/compile/policy/vocabulary.ts'
import { layDialects } from '../../src/dialect/overlay.ts'
import type { DriftLease } from '../../src/model/lease.ts'
import { absent, known, type ObservedCluster, type ObservedRuleSet } from '../../src/model/observed.ts'
import { ownedDescription } from '../../src/model/policy/list.ts'
import { emptyPolicy, type Policy } from '../../src/model/policy/policy.ts'
import type { RuleSet } from '../../src/model/policy/rule-set.ts'
import { foreignChanges } from '../../src/plan/foreign-changes.ts'
import { holdingsOf, holdingsToRemember } from '../../src/plan/holdings.ts'
import { liveDifferences, type LiveDifference } from '../../src/plan/live-differences.ts'
import { withOwnWrites } from '../../src/plan/own-writes.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { rulesDigest } from '../../src/plan/rule-sets/rules-digest.ts'
import { closureOf } from '../../src/policy/documents/closure.ts'
import { plain } from '../../src/report/appearance.ts'
import { diffText } from '../../src/report/diff/text.ts'
import { shippedDialect } from '../dialect/shipped.ts'
import { blockSettings } from '../policy/block-settings.ts'
import { aCluster, anObservation, place, sourced } from './a-cluster.ts'

const dialect = layDialects({ base: shippedDialect('web-gateway'), emulator: shippedDialect('emulator') })
const words = vocabularyFrom(dialect.policy)
const sketch = [{ name: 'a', location: 'x' }]

/** Rule sets by their names, each with what stands for its content, in their order; and what the settings of all say. */
interface Sketch {
  readonly sets: readonly (readonly [name: string, rules: string])[]
  readonly reason: string
}

function policyOf({ sets, reason }: Sketch, description = ownedDescription(''), password = 'secret'): Policy {
  const ruleSet = ([name, text]: readonly [string, string]): RuleSet => ({
    name,
    place,
    description,
    enabled: true,
    cycles: { request: true, response: false, embedded: false },
    cloudSynced: false,
    criteria: { always: true, terms: [] },
    rules: [
      {
        name: text,
        place,
        description: '',
        enabled: true,
        criteria: { always: true, terms: [] },
        action: { name: 'Block', settings: 'Reason' },
        events: [],
      },
    ],
    ruleSets: [],
  })
  const settings = blockSettings('Reason', { BlockReason: reason, Password: password }, ownedDescription(''))
  return { ...emptyPolicy, ruleSets: sets.map(ruleSet), settings: [settings] }
}

function held(policy: Policy): readonly ObservedRuleSet[] {
  return policy.ruleSets.map((set) => {
    const holds = closureOf(set, policy)
    return { id: `id-${set.name}`, name: set.name, holds: known(holds), rules: rulesDigest(set, holds, words) }
  })
}

const version = known({ version: '12.2.15', build: '51390' })
const seen = (policy: Policy): ObservedCluster => anObservation(sketch, { ruleSets: known(held(policy)), version })
const wanting = (policy: Policy, leases: readonly DriftLease[] = []) => ({
  ...aCluster(sketch, { policy }),
  build: sourced('51390'),
  leases,
})

function compared(before: Policy | undefined, now: Policy, wanted: Policy, leases: readonly DriftLease[] = []) {
  const cluster = wanting(wanted, leases)
  const observed = seen(now)
  const applied = before === undefined ? new Map() : holdingsToRemember(seen(before), undefined)
  const plan = planCluster({ cluster, observed, dialect, target: { provedEmulator: true } })
  const found = liveDifferences({ cluster, plan, observed, applied, words })
  return { found, plan, observed, applied, foreign: foreignChanges(plan, observed, applied) }
}

const someSets = fc
  .uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1 })
  .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), fc.constantFrom('r', 's', 't')))))
const someSketch = fc.record({ sets: someSets, reason: fc.constantFrom('no', 'never', 'ask') })

/** Who moved, told from the three sketches alone. */
function whoMoved(before: unknown, now: unknown, wish: unknown): LiveDifference['moved'] | undefined {
  // What both sides have deleted is nobody's any more.
  if (now === wish) return now === undefined && before !== undefined ? 'unmanaged' : undefined
  if (before === now) return 'repository'
  return before === wish ? 'appliance' : 'both'
}

describe('rule sets and values of their settings', () => {
  test('are told apart by who changed them, and a change on both sides is somebody else’s', () => {
    const counted = { appliance: 0, repository: 0, both: 0, order: 0 }
    fc.assert(
      fc.property(someSketch, someSketch, someSketch, (before, now, wish) => {
        const { found, foreign } = compared(policyOf(before), policyOf(now), policyOf(wish))
        const said = new Map(found.map(({ words: what, moved }) => [what, moved]))
        const rules = ({ sets }: Sketch, name: string) => sets.find(([called]) => called === name)?.[1]
        const both: string[] = []
        for (const name of ['A', 'B', 'C']) {
          const expected = whoMoved(rules(before, name), rules(now, name), rules(wish, name))
          expect([name, said.get(`rule set "${name}"`)]).toEqual([name, expected])
          if (expected === 'appliance' || expected === 'repository' || expected === 'both') counted[expected] += 1
          if (expected === 'both' && rules(before, name) !== undefined && rules(now, name) !== undefined)
            both.push(`rule set "${name}"`)
        }
        const ofValue = whoMoved(before.reason, now.reason, wish.reason)
        expect(said.get('BlockReason of settings "Reason"')).toBe(ofValue)
        if (ofValue === 'both') both.push('BlockReason of settings "Reason"')
        expect(foreign.filter((what) => !what.startsWith('order'))).toEqual(expect.arrayContaining(both))
        expect(foreign.filter((what) => !what.startsWith('order'))).toHaveLength(both.length)
        const order = ({ sets }: Sketch) => sets.map(([name]) => name)
        const inBoth = order(now).filter((name) => order(wish).includes(name))
        const isInOrder =
          inBoth.join() ===
          order(wish)
            .filter((name) => inBoth.includes(name))
            .join()
        expect(said.has('order of the rule sets')).toBe(!isInOrder)
        if (!isInOrder) counted.order += 1
      }),
      { numRuns: 200 },
    )
    for (const [what, count] of Object.entries(counted)) expect([what, count > 10]).toEqual([what, true])
  })

  test('a secret is compared with nothing and stands nowhere in what is remembered', () => {
    const withPassword = (password: string): Policy =>
      policyOf({ sets: [['A', 'r']], reason: 'no' }, ownedDescription(''), password)
    const before = withPassword('hunter2')
    const remembered = [...holdingsOf(seen(before))]
    expect(remembered.map(([name]) => name).join()).toContain('"Password"')
    expect(JSON.stringify(remembered)).not.toContain('hunter2')
    expect(remembered).toEqual([...holdingsOf(seen(withPassword('hunter3')))])
    expect(compared(before, withPassword('hunter3'), before).found).toEqual([])
  })

  test('before anything was applied nobody knows which is newer', () => {
    const [one, other] = [
      policyOf({ sets: [['A', 'r']], reason: 'no' }),
      policyOf({ sets: [['A', 's']], reason: 'ask' }),
    ]
    const { found } = compared(undefined, one, other)
    expect(found.map(({ moved }) => moved)).toEqual(['not known', 'not known'])
  })

  test('a cluster in which nobody looked at rule sets before accuses nobody', () => {
    const observed = anObservation(sketch, { ruleSets: absent })
    const wanted = policyOf({ sets: [['A', 'r']], reason: 'no' })
    const cluster = wanting(wanted)
    const now = seen(
      policyOf(
        {
          sets: [
            ['A', 's'],
            ['X', 'r'],
          ],
          reason: 'no',
        },
        'theirs',
      ),
    )
    const plan = planCluster({ cluster, observed: now, dialect, target: { provedEmulator: true } })
    const found = liveDifferences({
      cluster,
      plan,
      observed: now,
      applied: holdingsToRemember(observed, undefined),
      words,
    })
    expect(found.map(({ words: what, moved }) => [what, moved])).toEqual([['rule set "A"', 'not known']])
  })

  test('what a run had written when it was killed is nobody else’s', () => {
    let killed = 0
    fc.assert(
      fc.property(someSketch, someSketch, someSketch, (before, next, later) => {
        const { plan, applied } = compared(policyOf(before), policyOf(before), policyOf(next))
        const written = plan.phases.flatMap(({ steps }) => steps.map((step) => ({ step })))
        const observed = seen(policyOf(next))
        const left = withOwnWrites(applied, written, observed)
        const again = planCluster({
          cluster: wanting(policyOf(later)),
          observed,
          dialect,
          target: { provedEmulator: true },
        })
        expect(foreignChanges(again, observed, left)).toEqual([])
        if (foreignChanges(again, observed, applied).length > 0) killed += 1
      }),
    )
    expect(killed).toBeGreaterThan(10)
  })
})

describe('a lease', () => {
  const terms = { reason: 'emergency', ticket: 'C-1', owner: 'team', expires: '2999-01-01', place }
  const before = policyOf({
    sets: [
      ['A', 'r'],
      ['B', 'r'],
    ],
    reason: 'no',
  })
  const now = policyOf({
    sets: [
      ['A', 's'],
      ['B', 't'],
    ],
    reason: 'ask',
  })
  const leases: readonly DriftLease[] = [
    { of: { kind: 'rule set', ruleSet: 'A' }, ...terms },
    { of: { kind: 'policy setting', settings: 'Reason', key: 'BlockReason' }, ...terms },
  ]

  test('keeps a rule set and a value as they are, and the rest is brought back', () => {
    const { plan, found } = compared(before, now, before, leases)
    const steps = plan.phases.flatMap((phase) => phase.steps)
    expect(steps).toMatchObject([{ kind: 'put rule sets', imports: [{ name: 'B' }], order: ['B'] }])
    expect(plan.leased).toMatchObject([
      { step: { kind: 'put rule sets', imports: [{ name: 'A' }] }, ticket: 'C-1' },
      { step: { kind: 'set policy setting', key: 'BlockReason', before: 'ask', after: 'no' } },
    ])
    expect(found.map(({ words: what, moved }) => [what, moved])).toEqual([
      ['BlockReason of settings "Reason"', 'leased'],
      ['rule set "A"', 'leased'],
      ['rule set "B"', 'appliance'],
    ])
  })

  test('that has ended keeps nothing', () => {
    const { plan } = compared(
      before,
      now,
      before,
      leases.map((lease) => ({ ...lease, expires: '2000-01-01' })),
    )
    expect(plan.leased).toBeUndefined()
    expect(plan.phases.flatMap((phase) => phase.steps).map(({ kind }) => kind)).toEqual([
      'set policy setting',
      'put rule sets',
    ])
  })
})

test('a rule set that lost the mark is a difference of its own kind', () => {
  const policy = policyOf({ sets: [['A', 'r']], reason: 'no' })
  const { found, plan } = compared(policy, policyOf({ sets: [['A', 'r']], reason: 'no' }, 'ours now'), policy)
  expect(found.map(({ words: what, moved }) => [what, moved])).toEqual([['rule set "A"', 'unmarked']])
  expect(plan.blocked.map(({ object }) => object)).toEqual(['rule set "A"'])
})

test('the text says what differs line by line, with what was there before', () => {
  const told = (before: Sketch, now: Sketch, wish: Sketch): string => {
    const { found } = compared(policyOf(before), policyOf(now), policyOf(wish))
    return diffText({ cluster: 'c', differences: found, unread: [] }, { ...plain, columns: 100 })
  }
  const [old, next, third]: Sketch[] = [
    { sets: [['A', 'r']], reason: 'no' },
    { sets: [['A', 's']], reason: 'ask' },
    { sets: [['A', 't']], reason: 'never' },
  ]
  const byHand = told(old!, next!, old!)
  expect(byHand).toMatch(/rule set "A" {2}its rules differ:\n {4}- "r" -> Block<Reason>\n {4}\+ "s" -> Block<Reason>/)
  expect(byHand).toMatch(/BlockReason of settings "Reason" {2}no \S+ ask/)
  expect(told(old!, old!, next!)).toMatch(/- "r" -> Block<Reason>\n {4}\+ "s" -> Block<Reason>/)
  expect(told(old!, next!, third!)).toContain('- as the repository wants them, + as they are')
  expect(told(old!, { ...next!, sets: [] }, old!)).toContain('rule set "A"  was deleted')
})
