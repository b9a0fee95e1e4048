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
import { layDialects } from '../../src/dialect/overlay.ts'
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
  const spoken = emulator ? layDialects({ base: dialect, emulator: shippedDialect('emulator') }) : dialect
  return ruleSetSteps(cluster, anObservation(sketch, { ruleSets }), spoken, { provedEmulator: emulator })
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
        expect(planned(policy, [exported(owned, policy)])).toEqual({ steps: [], blocked: [], leased: [] })
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

  test('that the YAML lost with all others is to be removed, where somebody looked', () => {
    const { steps, blocked } = planned(objects(), [
      exported(ruleSet('Old')),
      exported(ruleSet('Z', { description: '' })),
    ])
    expect(blocked).toEqual([])
    expect(manual(steps).map(({ check }) => check)).toEqual([{ kind: 'rule set', name: 'Old' }])
    expect(planned(objects(), 'unread')).toEqual({ steps: [], blocked: [], leased: [] })
  })
})

describe('settings of a rule set', () => {
  const settings = (values: Record<string, string>, description = ''): PolicyObjects['settings'] => [
    {
      name: 'S',
      target: 'Block',
      template: 't',
      version: '1.6',
      description,
      place,
      values: Object.entries(values).map(([key, value]) => ({ key, type: 'string', value })),
    },
  ]
  const user = (name: string, more: Partial<RuleSet> = {}) =>
    ruleSet(name, { rules: [rule('r', { action: { name: 'Block', settings: 'S' } })], ...more })
  const set = user('A')
  const wanted = { ...objects(set), settings: settings({ Language: 'auto' }) }
  const holding = (one: RuleSet, values: Record<string, string>, description?: string) =>
    exported(one, { ...objects(one), settings: settings(values, description) })

  test('that the YAML does not set are nobody else', () => {
    expect(planned(wanted, [holding(set, { Language: 'auto', TemplateName: 'theirs' })]).steps).toEqual([])
  })

  test('are set by hand where no path is certain: an import would leave them as they are', () => {
    const { steps } = planned(wanted, [holding(set, { Language: 'de' })])
    const [step] = manual(steps)
    expect(step?.check).toMatchObject({ kind: 'rule set', name: 'A' })
    const text = step?.instructions.join('\n')
    expect(text).toContain('+ Language: auto')
    expect(text).toContain('Policy > Settings > "S" (Block): set Language to "auto"')
    expect(text).not.toContain('Import from file')
  })

  test('and rules that differ both are a file to import and values to set', () => {
    const both = { ...wanted, ruleSets: [user('A', { enabled: false })] }
    const text = manual(planned(both, [holding(set, { Language: 'de' })]).steps)[0]?.instructions.join('\n')
    expect(text).toContain('Import from file')
    expect(text).toContain('set Language to "auto"')
  })

  test('are one step where they can be sent, whoever uses them', () => {
    const two = { ...objects(set, user('B')), settings: wanted.settings }
    const held = [holding(set, { Language: 'de' }), holding(user('B'), { Language: 'de' })]
    const common = { settings: 'S', target: 'Block', key: 'Language', before: 'de', after: 'auto' }
    expect(planned(two, held, true)).toEqual({
      steps: [{ kind: 'set policy setting', ...common, ruleSets: ['A', 'B'] }],
      blocked: [],
      leased: [],
    })
  })

  test('are a step that names whose exports show them: one that is about to go does, one that does not use them yet does not', () => {
    const held = [holding(user('Old'), { Language: 'de' }), exported(ruleSet('A'))]
    const [first] = planned(wanted, held, true).steps
    expect(first).toMatchObject({ kind: 'set policy setting', settings: 'S', ruleSets: ['Old'] })
  })

  test('that a rule set of others uses stay as they are, unless they carry the mark of Pader', () => {
    const theirs = (description?: string) => holding(user('Z', { description: '' }), { Language: 'de' }, description)
    const held = holding(set, { Language: 'de' })
    const { steps, blocked } = planned(wanted, [held, theirs()], true)
    expect(steps).toEqual([])
    expect(blocked[0]?.reason).toContain('its settings "S" differ, and a rule set without the mark of Pader uses them')
    expect(planned(wanted, [held, theirs(ownedDescription(''))], true).steps).toHaveLength(1)
    const unreadable: ObservedRuleSet = { id: '9', name: 'Z', holds: unknown('garbled') }
    expect(planned(wanted, [held, unreadable], true).steps, 'it may use them').toEqual([])
  })

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['passwords', { BindPassword: 'old' }, { BindPassword: 'new' }],
    [
      'rows with a password',
      { Servers: '<configurationProperty key="password" value="old"/>' },
      { Servers: '<configurationProperty key="password" value="new"/>' },
    ],
    ['values that the cluster has not', {}, { Language: 'auto' }],
  ])('that are %s are no step that is written into a plan', (_, held, values) => {
    const policy = { ...objects(set), settings: settings(values) }
    const { steps } = planned(policy, [holding(set, held)], true)
    expect(steps.map(({ kind }) => kind)).toEqual(['manual'])
    expect(JSON.stringify(steps)).not.toMatch(/value=|"new"/)
  })
})

describe('where rule sets can be sent', () => {
  test('they are, in one step with their order, and foreign ones are no part of it', () => {
    const held = [exported(ruleSet('B')), exported(ruleSet('Z', { description: '' })), exported(ruleSet('Old'))]
    const wanted = objects(ruleSet('A'), ruleSet('B', { enabled: false }))
    expect(planned(wanted, held, true)).toMatchObject({
      blocked: [],
      steps: [
        {
          kind: 'put rule sets',
          imports: [
            { name: 'A', replaces: false, differences: [] },
            {
              name: 'B',
              replaces: true,
              differences: [expect.stringMatching(/^- /), expect.stringMatching(/^\+ .*disabled/)],
            },
          ],
          removes: ['Old'],
          order: ['A', 'B'],
        },
      ],
    })
  })

  test('another order alone is a step, and none is none', () => {
    const [a, b] = [exported(ruleSet('A')), exported(ruleSet('B'))]
    const wanted = objects(ruleSet('A'), ruleSet('B'))
    expect(planned(wanted, [b, a], true).steps).toMatchObject([{ imports: [], removes: [], order: ['A', 'B'] }])
    expect(planned(wanted, [a, b], true).steps).toEqual([])
  })

  test('an object that an import would leave as it is makes it a step by hand, with the file that a compile writes', () => {
    const property = (initial: string): PolicyObjects['properties'] => [
      { name: 'User-Defined.X', type: 'string', initial, description: '', place },
    ]
    const operand = { kind: 'literal', type: 'string', value: 'x' } as const
    const term = {
      opens: 0,
      closes: 0,
      property: { name: 'User-Defined.X', arguments: [] },
      operator: 'equals',
      operand,
    }
    const tests = { criteria: { always: false, terms: [term] } }
    const set = ruleSet('A', tests)
    const held = exported(set, { ...objects(set), properties: property('old') })
    const { steps } = planned({ ...objects(set), properties: property('new') }, [held], true)
    expect(manual(steps)[0]?.instructions.join('\n')).toContain('leaves the property "User-Defined.X" as it is')
    const uncertain = ruleSet('A', { ...tests, rules: [rule('r', { action: { name: 'Stop Cycle' } })] })
    const policy = { ...objects(uncertain), properties: property('new') }
    const { steps: none, blocked } = planned(policy, [held], true)
    expect(none).toEqual([])
    expect(blocked[0]?.reason).toContain('"Stop Cycle"')
  })
})
