import { describe, expect, test } from 'vitest'
import { known } from '../../src/model/observed.ts'
import { planChecks } from '../../src/plan/checks/index.ts'
import { authorityIn, holdingsToRemember } from '../../src/plan/holdings.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { aCluster, anObservation, sourced, type NodeSketch } from './a-cluster.ts'
import { aDialect } from './a-dialect.ts'
import { aGuardContext } from './a-guard-context.ts'

const nodes: readonly NodeSketch[] = [
  { name: 'a-1', location: 'a', groups: ['all'] },
  { name: 'a-2', location: 'a', groups: ['all'] },
]
const old = { name: 'Old authority', sha256: 'a'.repeat(64) }
const wanted = { name: 'New authority', sha256: 'b'.repeat(64) }

const planOf = (before: typeof old | undefined, sketches = nodes) =>
  planCluster({
    cluster: aCluster(sketches, { ca: sourced(wanted) }),
    observed: anObservation(nodes),
    dialect: aDialect(),
    target: { provedEmulator: true },
    ...(before && { authorityBefore: before }),
  })

describe('another authority', () => {
  test('is a step by hand that waits for every node and is said to be unprovable', () => {
    const { phases } = planOf(old)
    expect(phases).toMatchObject([
      {
        kind: 'manual',
        preconditions: [{ kind: 'confirmed', nodes: ['a-1', 'a-2'] }],
        proof: { kind: 'unprovable' },
        steps: [{ action: { kind: 'rotate authority' }, check: { kind: 'confirmation' } }],
      },
    ])
  })

  test('is a plan of its own', () => {
    const plan = planOf(
      old,
      nodes.map((node) => ({ ...node, settings: { priority: 3 } })),
    )
    expect(plan.phases).toHaveLength(1)
    expect(plan.blocked).toMatchObject([{ object: 'everything else' }])
  })

  test('is nothing to do where the cluster has it, or where nobody knows what it had', () => {
    expect(planOf(wanted).phases).toEqual([])
    expect(planOf(undefined).phases).toEqual([])
  })

  test('keeps the rule about it, unless a node is behind or under repair', () => {
    const check = planChecks.find(({ code }) => code === 'CM-CA-007')!
    const context = aGuardContext({
      cluster: aCluster(nodes),
      observed: anObservation(nodes),
      dialect: aDialect(),
      target: { provedEmulator: true },
    })
    expect([...check.breaches(planOf(old), context)]).toEqual([])
    const away = [nodes[0]!, { ...nodes[1]!, outOfService: { reason: 'disk', ticket: 'C-1', expires: '2027-01-01' } }]
    expect([...check.breaches(planOf(old, away), context)]).toEqual([expect.stringContaining('a-2')])
  })
})

test('the authority of a cluster is remembered beside what it holds', () => {
  const observed = anObservation(nodes, { lists: known(new Map()) })
  expect(authorityIn(holdingsToRemember(observed, undefined))).toBeUndefined()
  expect(authorityIn(holdingsToRemember(observed, old))).toEqual(old)
})
