import { describe, expect, test } from 'vitest'
import { aCluster, anObservation, passage, site, twoSites, type NodeSketch } from './a-cluster.ts'
import { entryNode, plan } from './a-plan.ts'

describe('a node out of service', () => {
  const outOfService = { reason: 'disk', ticket: 'CHG-1', expires: '2026-12-31' }

  const every = (interval: number, more: Partial<NodeSketch> = {}): readonly NodeSketch[] =>
    twoSites.map((node) => ({
      ...node,
      settings: { 'updates.interval': interval },
      ...(node.name === 'newyork-2' ? more : {}),
    }))

  test('is left alone by a change of every node, told with what waits for it, and catches up when it is back', () => {
    const seen = anObservation(every(240))
    const made = plan(every(60, { outOfService }), seen)
    const written = made.phases.flatMap(({ steps }) => steps.flatMap((step) => ('node' in step ? [step.node] : [])))
    expect(written.toSorted()).toEqual(['newyork-1', 'tokyo-1', 'tokyo-2'])
    expect(made.blocked).toEqual([])
    expect(made.away).toMatchObject([
      { node: 'newyork-2', ...outOfService, steps: [{ kind: 'set property', before: 240, after: 60 }] },
    ])
    const back = plan(every(60), anObservation([...every(60).slice(0, 3), ...every(240).slice(3)]))
    expect(back.phases.flatMap(({ steps }) => steps)).toMatchObject([{ node: 'newyork-2', before: 240, after: 60 }])
    expect(back.away).toBeUndefined()
  })

  test('is in no way of the rest, whatever of it could not be compared', () => {
    const seen = anObservation([...every(240).slice(0, 3), site('newyork-2', 'newyork')])
    const { blocked } = plan(every(60), seen)
    expect(blocked).toMatchObject([{ node: 'newyork-2', setting: 'updates.interval' }])
    expect(plan(every(60, { outOfService }), seen).blocked).toEqual([])
  })

  test('is not added to the cluster before it is back', () => {
    const seen = anObservation(every(60).slice(0, 3))
    expect(plan(every(60), seen).phases).toMatchObject([{ kind: 'manual' }])
    const made = plan(every(60, { outOfService }), seen)
    expect(made.phases).toEqual([])
    expect(made.away).toMatchObject([{ node: 'newyork-2', steps: [] }])
  })

  const away = (groups: string): NodeSketch => ({ ...site('newyork-2', groups), outOfService })
  const regrouped = (...groups: string[]) => [
    site('tokyo-1', 'east', 'joint'),
    site('tokyo-2', 'east'),
    site('newyork-1', 'west', 'joint', ...groups),
    { ...away('newyork'), settings: { priority: 10 } },
  ]

  test('is not stranded by a change of groups: nobody would share one with it, and the rest goes on', () => {
    const wanted = regrouped().map((node) => ({ ...node, settings: { 'updates.interval': 60 } }))
    const seen = twoSites.map((node) => ({ ...node, settings: { 'updates.interval': 240 } }))
    const made = plan(wanted, anObservation(seen))
    expect(made.phases.map(({ kind }) => kind)).toEqual(['settings'])
    expect(made.blocked).toMatchObject([{ object: 'network groups' }])
    expect(made.blocked[0]?.reason).toContain('newyork-2 is out of service and would share no network group')
  })

  test('is shut away before an appliance leaves: it would come back with that one in its list', () => {
    const seen = anObservation([...twoSites, site('oslo-1', 'transit')])
    const [phase] = plan(every(60, { outOfService }), seen).phases
    expect(phase).toMatchObject({
      kind: 'manual',
      steps: [{ action: { kind: 'remove' } }],
      preconditions: [{ kind: 'isolated', node: 'newyork-2' }],
    })
  })

  test('is not held by a group that it shares over a closed connection alone', () => {
    const open = [passage('tokyo', 'newyork-1')]
    const wanted = [
      site('tokyo-1', 'tokyo', 'transit', 'newyork'),
      site('tokyo-2', 'tokyo'),
      site('newyork-1', 'transit'),
      away('newyork'),
    ]
    const seen = wanted.map((node) => (node.name === 'newyork-1' ? site('newyork-1', 'newyork', 'transit') : node))
    const held = plan(wanted, anObservation(seen), { cluster: aCluster(wanted, { entryNode, open }) })
    expect(held.phases).toEqual([])
    expect(held.blocked).toMatchObject([{ object: 'network groups' }])
    expect(plan(wanted, anObservation(seen)).phases.map(({ kind }) => kind)).toEqual(['contract'])
  })

  test('that would win over the entry node is asked before a group goes, as before every commit', () => {
    const strong = { ...away('newyork'), settings: { priority: 2 } }
    const wanted = [...twoSites.slice(0, 3), strong]
    const seen = wanted.map((node) => (node.name === 'tokyo-2' ? { ...node, groups: ['tokyo', 'extra'] } : node))
    const made = plan(wanted, anObservation(seen))
    const asked = made.phases.map(({ kind, preconditions }) => [
      kind,
      ...preconditions.flatMap((one) => (one.kind === 'confirmed' ? one.nodes : [])),
    ])
    expect(asked).toEqual([['contract', 'newyork-1', 'tokyo-1', 'tokyo-2', 'newyork-2']])
  })

  test('lets groups change where somebody keeps one of its groups', () => {
    const made = plan(regrouped('newyork'), anObservation(twoSites))
    expect(made.phases.map(({ kind }) => kind)).toEqual(['expand', 'contract'])
    expect(made.blocked).toEqual([])
  })
})
