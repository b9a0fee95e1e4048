import { Ajv } from 'ajv'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { unknown } from '../../src/model/observed.ts'
import type { Plan, Step } from '../../src/plan/plan.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { digest, nodeName } from '../../src/model/names.ts'
import { aCluster, anObservation, uuidOf, type NodeSketch } from './a-cluster.ts'
import { aDialect } from './a-dialect.ts'

const validate = new Ajv({ strict: false, allErrors: true }).compile(
  JSON.parse(readFileSync('schema/plan.schema.json', 'utf8')),
)

const entry = fc.record({ value: fc.string(), description: fc.string() })
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('create list' as const),
    list: fc.string(),
    description: fc.string(),
    type: fc.constantFrom('ip', 'string'),
    entries: fc.array(entry, { maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('edit list' as const),
    list: fc.string(),
    type: fc.constant('regex'),
    edits: fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('insert' as const), position: fc.nat(), entry }),
        fc.record({ kind: fc.constant('replace' as const), position: fc.nat(), before: entry, entry }),
        fc.record({ kind: fc.constant('remove' as const), position: fc.nat(), before: entry }),
      ),
      { maxLength: 3 },
    ),
  }),
  fc.record({ kind: fc.constant('delete list' as const), list: fc.string(), type: fc.constant('ip') }),
  fc.record({
    kind: fc.constant('set policy setting' as const),
    settings: fc.string(),
    target: fc.string(),
    key: fc.string(),
    before: fc.string(),
    after: fc.string(),
    ruleSets: fc.array(fc.string(), { maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('put rule sets' as const),
    imports: fc.array(
      fc.record({
        name: fc.string(),
        content: fc.constant(digest('2'.repeat(64))),
        rules: fc.constant(digest('3'.repeat(64))),
        replaces: fc.boolean(),
        differences: fc.array(fc.string(), { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
    removes: fc.array(fc.string(), { maxLength: 2 }),
    order: fc.array(fc.string(), { maxLength: 2 }),
  }),
  fc.record(
    {
      kind: fc.constant('write system file' as const),
      node: fc.constant(nodeName('a')),
      uuid: fc.constant(uuidOf('a')),
      path: fc.string(),
      before: fc.constant(digest('0'.repeat(64))),
      after: fc.constant(digest('1'.repeat(64))),
    },
    { requiredKeys: ['kind', 'node', 'uuid', 'path', 'after'] },
  ),
)

const someGroups = fc.subarray(['p', 'q', 'transit'], { minLength: 1 })
const someNodes = (names: string[]) =>
  fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), someGroups, fc.integer(), fc.boolean()))).map((rows) =>
    rows.map(([name, groups, priority, ntp]): NodeSketch => ({
      name,
      location: name < 'c' ? 'north' : 'south',
      groups,
      settings: {
        priority,
        'ntp.enabled': ntp,
        listeners: [{ address: '10.0.0.1', port: ntp ? 12346 : 12347 }],
      },
    })),
  )

const plans: fc.Arbitrary<Plan> = fc
  .record({
    wanted: fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }).chain(someNodes),
    seen: fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }).chain(someNodes),
    policySteps: fc.array(steps, { maxLength: 4 }),
    multiple: fc.constantFrom('all', 'first', 'nobody knows'),
    unread: fc.boolean(),
    entryNow: fc.constantFrom('a', 'd'),
  })
  .map(({ wanted, seen, policySteps, multiple, unread, entryNow }) => {
    const cluster = aCluster(wanted)
    return planCluster({
      cluster,
      observed: anObservation(seen, unread ? { membership: unknown('no answer') } : {}),
      dialect: aDialect({ 'listener.multiple': 'true', 'listener.peerChoice': multiple }),
      target: { provedEmulator: true },
      policySteps: structuredClone(policySteps),
      ...(entryNow === 'd' && { entryNow: nodeName(entryNow) }),
    })
  })

describe('a plan file', () => {
  test('fits its published schema and survives being written and read', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(plans, (plan) => {
        const text = JSON.stringify(plan)
        const back: unknown = JSON.parse(text)
        expect(back).toStrictEqual(plan)
        validate(back)
        expect(validate.errors ?? []).toEqual([])
        for (const phase of plan.phases) {
          seen.add(phase.kind).add(phase.proof.kind)
          for (const step of phase.steps) seen.add(step.kind)
        }
      }),
      { numRuns: 300 },
    )
    expect([...seen].toSorted()).toEqual(
      ['settings', 'expand', 'contract', 'regroup', 'policy', 'manual', 'proved', 'refused', 'not needed', 'unprovable']
        .concat('set property', 'create list', 'edit list', 'delete list', 'write system file')
        .concat('set policy setting', 'put rule sets')
        .toSorted(),
    )
  })

  test('that says something else does not fit', () => {
    const plan = planCluster({
      cluster: aCluster([{ name: 'a', location: 'x', groups: ['g'] }]),
      observed: anObservation([{ name: 'a', location: 'x', groups: ['h'] }]),
      dialect: aDialect(),
      target: { provedEmulator: true },
    })
    expect(validate({ ...plan, phases: [{ ...plan.phases[0], kind: 'manual' }] })).toBe(false)
    expect(validate({ ...plan, password: 'x' })).toBe(false)
    expect(validate({ ...plan, formatVersion: 2 })).toBe(false)
  })
})
