import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256Of } from '../../src/model/digest.ts'
import { nodeName } from '../../src/model/names.ts'
import {
  absent,
  known,
  unknown,
  type ObservedCluster,
  type ObservedList,
  type ObservedRuleSet,
  type Observation,
} from '../../src/model/observed.ts'
import { ownedDescription, type DesiredList } from '../../src/model/policy/list.ts'
import { emptyPolicy, type Policy } from '../../src/model/policy/policy.ts'
import { policySteps, type PolicySteps } from '../../src/plan/policy-steps.ts'
import { holdingsToRemember, markedIn } from '../../src/plan/holdings.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import type { Step } from '../../src/plan/plan.ts'
import { layDialects } from '../../src/dialect/overlay.ts'
import { shippedDialect } from '../dialect/shipped.ts'
import { aCluster, anObservation, place, uuidOf } from './a-cluster.ts'

const dialect = shippedDialect('web-gateway')
const real = { provedEmulator: false }
const sketch = [{ name: 'a', location: 'x' }]

const entries = (...values: readonly string[]) => values.map((value) => ({ value, description: '' }))
const wanted = (name: string, values: readonly string[], type: DesiredList['type'] = 'string'): DesiredList => ({
  name,
  type,
  description: ownedDescription('from YAML'),
  entries: entries(...values),
  place,
})
const held = (name: string, values: readonly string[], more: Partial<ObservedList> = {}): ObservedList => ({
  id: `id-${name}-${more.type ?? 'string'}`,
  name,
  type: 'string',
  description: ownedDescription(''),
  entries: entries(...values),
  ...more,
})
const withLists = (...lists: readonly ObservedList[]): ObservedCluster =>
  anObservation(sketch, { lists: known(new Map(lists.map((list) => [list.id, list]))) })

function stepsFor(policy: Partial<Policy>, observed: ObservedCluster): PolicySteps {
  return policySteps(aCluster(sketch, { policy: { ...emptyPolicy, ...policy } }), observed, dialect, real)
}

describe('a list', () => {
  test('that is not there is created with the mark of Pader', () => {
    const { steps, blocked } = stepsFor({ lists: [wanted('one', ['v'])] }, withLists())
    expect(steps).toEqual([
      {
        kind: 'create list',
        list: 'one',
        type: 'string',
        description: '[managed by Pader] from YAML',
        entries: entries('v'),
      },
    ])
    expect(blocked).toEqual([])
  })

  test('of Pader that the repository does not have any more is deleted, a foreign one never', () => {
    const observed = withLists(held('old', ['v']), held('theirs', ['v'], { description: 'kept by the help desk' }))
    expect(stepsFor({}, observed)).toEqual({
      steps: [{ kind: 'delete list', list: 'old', type: 'string' }],
      blocked: [],
      leased: [],
    })
  })

  test('without the mark stays as it is, and the plan says how to hand it over', () => {
    const { steps, blocked } = stepsFor(
      { lists: [wanted('one', ['v'])] },
      withLists(held('one', [], { description: '' })),
    )
    expect(steps).toEqual([])
    expect(blocked.map(({ object, remedy }) => [object, remedy])).toEqual([
      ['list "one" (string)', expect.stringContaining('start its description in the UI with "[managed by Pader]"')],
    ])
  })

  test.each([['the entries it should have', ['v']] as const, ['other entries', []] as const])(
    'that lost the mark since the last apply and has %s stays as it is, and the plan says since when and what to do',
    (_, values) => {
      const cluster = aCluster(sketch, { policy: { ...emptyPolicy, lists: [wanted('one', ['v'])] } })
      const before = {
        lists: markedIn(holdingsToRemember(withLists(held('one', ['v'])), undefined)),
        at: '2026-01-01T10:20:30Z',
      }
      const observed = withLists(held('one', values, { description: 'ours now' }))
      const { steps, blocked } = policySteps(cluster, observed, dialect, real, before)
      expect(steps).toEqual([])
      expect(blocked).toEqual([
        {
          object: 'list "one" (string)',
          reason: expect.stringMatching(
            /carried the mark of Pader .*\(2026-01-01 10:20 UTC\); the mark has since been removed/,
          ),
          remedy: expect.stringContaining('remove the list from the YAML'),
        },
      ])
      const still = withLists(held('one', values, { description: 'ours now', id: '2' }), held('one', values))
      expect(policySteps(cluster, still, dialect, real, before).blocked[0]?.reason, 'one has it').toMatch(/2 lists/)
    },
  )

  test('of the same name and another type is another list', () => {
    const observed = withLists(held('one', ['1'], { type: 'number', description: 'theirs' }))
    expect(stepsFor({ lists: [wanted('one', ['v'])] }, observed).steps.map(({ kind }) => kind)).toEqual(['create list'])
  })

  test('that is there twice is left alone', () => {
    const observed = withLists(held('one', []), { ...held('one', []), id: 'other' })
    const { steps, blocked } = stepsFor({ lists: [wanted('one', ['v'])] }, observed)
    expect(steps).toEqual([])
    expect(blocked[0]?.reason).toContain('has 2 lists of this name and type')
  })

  test('is neither created nor deleted where the lists could not be read', () => {
    const observed = anObservation(sketch, { lists: unknown('timed out') })
    const { steps, blocked } = stepsFor({ lists: [wanted('one', ['v'])] }, observed)
    expect(steps).toEqual([])
    expect(blocked[0]?.reason).toBe('the lists of the cluster could not be read: timed out')
  })

  test('of a type that nobody has seen on an appliance is written to an emulator only', () => {
    const invented = {
      name: 'string',
      id: 'emulator.type.string',
      provenance: { mark: 'ours', source: 'a test' },
    } as const
    const unsure = { ...dialect, policy: { ...dialect.policy, types: new Map([['string', invented]]) } }
    const cluster = aCluster(sketch, { policy: { ...emptyPolicy, lists: [wanted('one', ['v'])] } })
    const onAppliance = policySteps(cluster, withLists(), unsure, real)
    expect([onAppliance.steps.length, onAppliance.blocked.length]).toEqual([0, 1])
    const onEmulator = policySteps(cluster, withLists(), unsure, { provedEmulator: true })
    expect([onEmulator.steps.length, onEmulator.blocked.length]).toEqual([1, 0])
  })

  test('whatever it holds, ends as the repository says; whatever is foreign, stays', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 }),
        fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 }),
        fc.uniqueArray(fc.constantFrom('l1', 'l2', 'l3', 'l4'), { maxLength: 3 }),
        fc.uniqueArray(fc.constantFrom('l1', 'l2', 'l3', 'l4'), { maxLength: 4 }),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        (before, after, names, there, owned) => {
          const lists = there.map((name, at) => held(name, before, owned[at] === true ? {} : { description: 'x' }))
          const { steps } = stepsFor({ lists: names.map((name) => wanted(name, after)) }, withLists(...lists))
          const end = new Map(lists.map(({ name, entries: its }) => [name, its.map(({ value }) => value)]))
          for (const step of steps) carryOut(step, end)
          const foreign = new Set(lists.filter(({ description }) => description === 'x').map(({ name }) => name))
          for (const name of ['l1', 'l2', 'l3', 'l4']) {
            const expected = foreign.has(name) ? before : new Set<string>(names).has(name) ? after : undefined
            expect(end.get(name)).toEqual(expected)
          }
        },
      ),
    ))
})

/** What an appliance does, in a few words. */
function carryOut(step: Step, lists: Map<string, string[]>): void {
  if (step.kind === 'delete list') lists.delete(step.list)
  if (step.kind === 'create list')
    lists.set(
      step.list,
      step.entries.map(({ value }) => value),
    )
  if (step.kind !== 'edit list') return
  const values = lists.get(step.list) ?? []
  for (const edit of step.edits) {
    if (edit.kind === 'insert') values.splice(edit.position, 0, edit.entry.value)
    else if (edit.kind === 'remove') values.splice(edit.position, 1)
    else values.splice(edit.position, 1, edit.entry.value)
  }
}

describe('a system file', () => {
  const file = { node: nodeName('a'), path: 'etc/rsyslog.conf', text: 'new', place }
  const seen = (text: Observation<string>) => {
    const observed = anObservation(sketch)
    const node = observed.nodes.get(uuidOf('a'))!
    return { ...observed, nodes: new Map([[uuidOf('a'), { ...node, systemFiles: new Map([[file.path, text]]) }]]) }
  }

  test('that differs is written over exactly what was there', () => {
    expect(stepsFor({ systemFiles: [file] }, seen(known('old'))).steps).toEqual([
      {
        kind: 'write system file',
        node: 'a',
        uuid: uuidOf('a'),
        path: 'etc/rsyslog.conf',
        before: sha256Of('old'),
        after: sha256Of('new'),
      },
    ])
    expect(stepsFor({ systemFiles: [file] }, seen(known('new')))).toEqual({ steps: [], blocked: [], leased: [] })
  })

  test.each([
    ['absent', absent, 'the appliance has no such file, and Pader creates none'],
    ['unknown', unknown('timed out'), 'it could not be read: timed out'],
  ])('that is %s is not written', (_, text, reason) => {
    const { steps, blocked } = stepsFor({ systemFiles: [file] }, seen(text))
    expect(steps).toEqual([])
    expect(blocked.map((one) => one.reason)).toEqual([reason])
  })

  test('is not emptied: nobody could tell whether that arrived', () => {
    const { steps, blocked } = stepsFor({ systemFiles: [{ ...file, text: '' }] }, seen(known('old')))
    expect(steps).toEqual([])
    expect(blocked).toMatchObject([{ object: `file ${file.path}`, remedy: expect.stringContaining('a comment') }])
  })
})

describe('a list that the YAML has no more', () => {
  const inUse = (name: string, list: string, description = ownedDescription('')): ObservedRuleSet => {
    const always = { always: true, terms: [] }
    const cycles = { request: true, response: true, embedded: true }
    const common = { name, place, description, enabled: true, cycles, cloudSynced: false, criteria: always }
    const lists = [{ ...wanted(list, []), description: '' }]
    return {
      id: name,
      name,
      holds: known({ ...emptyPolicy, ruleSets: [{ ...common, rules: [], ruleSets: [] }], lists }),
    }
  }
  const seen = (...ruleSets: readonly ObservedRuleSet[]): ObservedCluster => ({
    ...withLists(held('old', ['v'])),
    ruleSets: known(ruleSets),
  })

  test('stays while a rule set of others uses it, and the plan names that', () => {
    const { steps, blocked } = stepsFor({}, seen(inUse('Theirs', 'old', '')))
    expect(steps).toEqual([])
    expect(blocked).toMatchObject([
      { object: 'list "old" (string)', reason: expect.stringContaining('"Theirs" uses it') },
    ])
  })

  test('goes after the rule set that used it', () => {
    const policy = { ...emptyPolicy }
    const cluster = aCluster(sketch, { policy })
    for (const provedEmulator of [false, true]) {
      const spoken = provedEmulator ? layDialects({ base: dialect, emulator: shippedDialect('emulator') }) : dialect
      const observed = seen(inUse('Ours', 'old'))
      const plan = planCluster({ cluster, observed, dialect: spoken, target: { provedEmulator } })
      expect(plan.phases.map(({ steps }) => steps.map(({ kind }) => kind))).toEqual([
        [provedEmulator ? 'put rule sets' : 'manual'],
        ['delete list'],
      ])
    }
  })
})
