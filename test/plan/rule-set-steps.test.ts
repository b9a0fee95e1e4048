import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { vocabularyFrom } from '../../src/compile/policy/vocabulary.ts'
import { absent, known, unknown, type ObservedRuleSet } from '../../src/model/observed.ts'
import { ownedDescription } from '../../src/model/policy/list.ts'
import { emptyPolicy, type PolicyObjects } from '../../src/model/policy/policy.ts'
import type { Rule, RuleSet } from '../../src/model/policy/rule-set.ts'
import type { Step } from '../../src/plan/plan.ts'
import { ruleSetSteps, type RuleSetSteps } from '../../src/plan/rule-sets/rule-set-steps.ts'
import { ruleSetDocument } from '../../src/policy/documents/rule-set-document.ts'
import { decodeExport } from '../../src/policy/xml/decode-export.ts'
import { shippedDialect } from '../dialect/shipped.ts'
import { anyExport } from '../policy/rule-set-arbitraries.ts'
import { aCluster, anObservation, place, sourced } from './a-cluster.ts'

const dialect = shippedDialect('web-gateway')
const words = vocabularyFrom(dialect.policy)
const sketch = [{ name: 'a', location: 'x' }]

const rule = (name: string, more: Partial<Rule> = {}): Rule => ({
  name,
  place,
  description: '',
  enabled: true,
  criteria: { always: true, terms: [] },
  action: { name: 'Continue' },
  events: [],
  ...more,
})
const ruleSet = (name: string, more: Partial<RuleSet> = {}): RuleSet => ({
  name,
  place,
  description: ownedDescription(''),
  enabled: true,
  cycles: { request: true, response: true, embedded: true },
  cloudSynced: false,
  criteria: { always: true, terms: [] },
  rules: [rule('r')],
  ruleSets: [],
  ...more,
})
const objects = (...ruleSets: readonly RuleSet[]): PolicyObjects => ({ ...emptyPolicy, ruleSets })

/** A rule set as the appliance exports it: through the document, with numbers of its own. */
function exported(set: RuleSet, policy: PolicyObjects = objects(set)): ObservedRuleSet {
  const text = ruleSetDocument(set, policy, '12.2.15-51390', words).value ?? ''
  const renumbered = text.replaceAll(
    /(?<=id="|<string>|configurationId="|propertyId=")([a-z.]*)(7\d\d\d)(?=["<])/g,
    '$19$2',
  )
  const { value } = decodeExport({ path: 'a.xml', text: renumbered }, words)
  if (value === undefined) throw new Error(`nothing was read of ${text}`)
  return { id: `id-${set.name}`, name: set.name, holds: known(value) }
}

function planned(wanted: PolicyObjects, held: readonly ObservedRuleSet[] | 'unread', emulator = false): RuleSetSteps {
  const cluster = { ...aCluster(sketch, { policy: { ...emptyPolicy, ...wanted } }), build: sourced('51390') }
  const ruleSets = held === 'unread' ? unknown('timed out') : known(held)
  return ruleSetSteps(cluster, anObservation(sketch, { ruleSets }), dialect, { provedEmulator: emulator })
}

const manual = (steps: readonly Step[]) => steps.filter((step) => step.kind === 'manual')

describe('a rule set', () => {
  test('that was imported from its document needs nothing more, whatever numbers it was given', () => {
    let compared = 0
    fc.assert(
      fc.property(anyExport, (document) => {
        const [set] = document.ruleSets
        if (set === undefined) return
        const owned = { ...set, description: ownedDescription(set.description) }
        const policy = { ...document, ruleSets: [owned] }
        expect(planned(policy, [exported(owned, policy)])).toEqual({ steps: [], blocked: [] })
        compared += 1
      }),
    )
    expect(compared).toBeGreaterThan(50)
  })

  test('that the cluster lacks is a file to import, and the check is the export', () => {
    const { steps, blocked } = planned(objects(ruleSet('A'), ruleSet('B')), [exported(ruleSet('A'))])
    expect(blocked).toEqual([])
    expect(manual(steps)).toMatchObject([{ check: { kind: 'rule set', name: 'B' } }])
    const text = manual(steps)[0]?.instructions.join('\n')
    expect(text).toContain('.pader/out/test/policy/02-B.xml')
    expect(text).toContain('move it below "A"')
  })

  test.each<[string, Partial<RuleSet>, string]>([
    ['another rule', { rules: [rule('r'), rule('s')] }, '+ "s" -> Continue'],
    ['another order of rules', { rules: [rule('s'), rule('r')] }, ''],
    ['another action', { rules: [rule('r', { action: { name: 'Block' } })] }, '+ "r" -> Block'],
    ['a rule switched off', { rules: [rule('r', { enabled: false })] }, '+ "r" (disabled)'],
    ['another cycle', { cycles: { request: true, response: false, embedded: false } }, '[request]'],
    ['the cloud', { cloudSynced: true }, 'also in the cloud'],
    ['another description', { description: ownedDescription('new') }, '+ # [managed by Pader] new'],
  ])('with %s is told apart, and the difference is shown', (_, change, shown) => {
    const { steps } = planned(objects(ruleSet('A', change)), [exported(ruleSet('A'))])
    const [step] = manual(steps)
    expect(step?.check).toMatchObject({ kind: 'rule set', name: 'A' })
    expect(step?.instructions.join('\n')).toContain(shown)
  })

  test('without the mark of Pader is never touched, not even by hand', () => {
    const theirs = exported(ruleSet('A', { description: 'ours, thanks', rules: [] }))
    const { steps, blocked } = planned(objects(ruleSet('A')), [theirs, exported(ruleSet('Z', { description: '' }))])
    expect(steps).toEqual([])
    expect(blocked).toMatchObject([{ object: 'rule set "A"', reason: expect.stringContaining('the mark of Pader') }])
  })

  test('with the mark of Pader that the YAML has no more is to be removed', () => {
    const { steps } = planned(objects(ruleSet('A')), [exported(ruleSet('A')), exported(ruleSet('Old'))])
    expect(manual(steps).map(({ check }) => check)).toEqual([{ kind: 'rule set', name: 'Old' }])
  })

  test('in another order is to be moved, and foreign ones in between are left', () => {
    const foreign = exported(ruleSet('Z', { description: '' }))
    const wanted = objects(ruleSet('A'), ruleSet('B'))
    const [a, b] = [exported(ruleSet('A')), exported(ruleSet('B'))]
    expect(planned(wanted, [a, foreign, b]).steps).toEqual([])
    const { steps } = planned(wanted, [b, foreign, a])
    expect(manual(steps).map(({ check }) => check)).toEqual([{ kind: 'rule set order', names: ['A', 'B'] }])
  })

  test('that cannot be read is reported, and nothing is asked for', () => {
    expect(planned(objects(ruleSet('A')), 'unread')).toMatchObject({ steps: [], blocked: [{ object: 'rule sets' }] })
    for (const holds of [absent, unknown('garbled')])
      expect(planned(objects(ruleSet('A')), [{ id: '1', name: 'A', holds }])).toMatchObject({
        steps: [],
        blocked: [{ object: 'rule set "A"' }],
      })
  })

  test('that stands there twice is left alone', () => {
    const { steps, blocked } = planned(objects(ruleSet('A')), [exported(ruleSet('A')), exported(ruleSet('A'))])
    expect(steps).toEqual([])
    expect(blocked[0]?.reason).toContain('several')
  })

  test('whose words have no certain id is no file for an appliance, and the word is named', () => {
    const set = ruleSet('A', { rules: [rule('r', { action: { name: 'Stop Cycle' } })] })
    const { steps, blocked } = planned(objects(set), [])
    expect(steps).toEqual([])
    expect(blocked[0]?.reason).toContain('"Stop Cycle"')
  })

  test('whose settings differ in what the YAML sets is told apart, and other values are nobody else', () => {
    const settings = (values: Record<string, string>): PolicyObjects['settings'] => [
      {
        name: 'S',
        target: 'Block',
        template: 't',
        version: '1.6',
        description: '',
        place,
        values: Object.entries(values).map(([key, value]) => ({ key, type: 'string', value })),
      },
    ]
    const set = ruleSet('A', { rules: [rule('r', { action: { name: 'Block', settings: 'S' } })] })
    const wanted = { ...objects(set), settings: settings({ Language: 'auto' }) }
    const held = (values: Record<string, string>) => [exported(set, { ...wanted, settings: settings(values) })]
    expect(planned(wanted, held({ Language: 'auto', TemplateName: 'theirs' })).steps).toEqual([])
    expect(manual(planned(wanted, held({ Language: 'de' })).steps)[0]?.instructions).toContain('+ Language: auto')
  })
})
