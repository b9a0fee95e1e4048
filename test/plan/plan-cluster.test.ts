import { describe, expect, test } from 'vitest'
import { nodeName } from '../../src/model/names.ts'
import { known, unknown, type ObservedCluster } from '../../src/model/observed.ts'
import { planCluster, type Planning } from '../../src/plan/plan-cluster.ts'
import { aCluster, anObservation, passage, site, sourced, twoSites, uuidOf, type NodeSketch } from './a-cluster.ts'
import { aDialect } from './a-dialect.ts'

const entryNode = sourced(nodeName('tokyo-1'))
const plan = (wanted: readonly NodeSketch[], observed: ObservedCluster, more: Partial<Planning> = {}) =>
  planCluster({
    cluster: aCluster(wanted, { entryNode }),
    observed,
    dialect: aDialect(),
    target: { provedEmulator: true },
    ...more,
  })
const titles = ({ phases }: ReturnType<typeof plan>) => phases.map(({ title, proof }) => `${title}: ${proof.kind}`)

describe('settings', () => {
  const priority = (value: number) => twoSites.map((node) => ({ ...node, settings: { priority: value } }))

  test('that the repository does not manage are not compared', () => {
    expect(plan(twoSites, anObservation(priority(3))).phases).toEqual([])
  })

  test('that could not be read are left as they are, and that is told', () => {
    const seen = anObservation(priority(3))
    const [id, node] = [...seen.nodes][0]!
    const nodes = new Map(seen.nodes).set(id, { ...node, settings: { ...node.settings, priority: unknown('timeout') } })
    const made = plan(priority(5), { ...seen, nodes })
    expect(made.phases.flatMap(({ steps }) => steps)).toHaveLength(3)
    expect(made.blocked).toMatchObject([
      { node: 'tokyo-1', setting: 'priority', reason: 'it could not be read: timeout' },
    ])
  })

  test('of which the dialect knows nothing are named once', () => {
    const made = plan(priority(5), anObservation([]), { dialect: aDialect({}, { settings: [] }) })
    expect(made.blocked.filter(({ setting }) => setting === 'priority')).toHaveLength(1)
  })

  test('wait for nodes that would win over the entry node', () => {
    const wanted = priority(10).map((node) =>
      node.name === 'newyork-2' ? { ...node, settings: { priority: 2 } } : node,
    )
    const [phase] = plan(wanted, anObservation(priority(10))).phases
    expect(phase!.preconditions).toMatchObject([{ kind: 'confirmed', nodes: ['newyork-2'] }, { kind: 'clock' }])
  })
})

describe('listeners', () => {
  const at = (...ports: number[]): NodeSketch => ({
    ...twoSites[0]!,
    settings: { listeners: ports.map((port) => ({ address: '10.0.0.1', port })) },
  })
  const listens = (ability?: string) =>
    plan([at(22222), ...twoSites.slice(1)], anObservation([at(12346), ...twoSites.slice(1)]), {
      ...(ability && { dialect: aDialect({ 'listener.multiple': 'true', 'listener.peerChoice': ability }) }),
    }).phases.map(({ kind, steps }) => {
      const ports = steps.flatMap((step) =>
        step.kind === 'set property' ? (step.after as unknown as { port: number }[]) : [],
      )
      return [kind, ...ports.map(({ port }) => port)]
    })

  test.each([
    ['nobody knows what peers do: by hand', undefined, [['manual']]],
    [
      'peers try all: two commits',
      'all',
      [
        ['expand', 12346, 22222],
        ['contract', 22222],
      ],
    ],
    [
      'peers use the first: three commits',
      'first',
      [
        ['expand', 12346, 22222],
        ['expand', 22222, 12346],
        ['contract', 22222],
      ],
    ],
  ])('%s', (_title, ability, expected) => {
    expect(listens(ability)).toEqual(expected)
  })

  test('are never taken away altogether', () => {
    const made = plan([at(), ...twoSites.slice(1)], anObservation([at(12346), ...twoSites.slice(1)]))
    expect(made.phases).toEqual([])
    expect(made.blocked).toMatchObject([{ node: 'tokyo-1', setting: 'listeners' }])
  })
})

describe('membership', () => {
  test('a node joins before its location loses the relay that it replaces, and the old one leaves last', () => {
    const wanted = [...twoSites.slice(1), site('tokyo-3', 'tokyo', 'transit')]
    const made = plan(wanted, anObservation(twoSites), {
      cluster: aCluster(wanted, { entryNode: sourced(nodeName('newyork-1')) }),
    })
    expect(titles(made)).toEqual([
      'add tokyo-3 to the cluster: proved',
      `take tokyo-1 (${uuidOf('tokyo-1')}) out of the cluster, or adopt it: proved`,
    ])
  })

  test('a node that has no group in common with anybody is refused, and so is a removal that cuts others off', () => {
    const lonely = [...twoSites, site('paris-1', 'paris')]
    expect(titles(plan(lonely, anObservation(twoSites)))).toEqual(['add paris-1 to the cluster: refused'])
    const [phase] = plan(twoSites.slice(1), anObservation(twoSites)).phases
    expect(phase!.proof).toMatchObject({ kind: 'refused', nodes: ['tokyo-2'] })
  })

  test('a node whose connection to others is not declared open is refused', () => {
    const wanted = [...twoSites, site('paris-1', 'transit')]
    const cluster = aCluster(wanted, { entryNode, open: [passage('tokyo', 'newyork'), passage('paris', 'tokyo')] })
    const [phase] = plan(wanted, anObservation(twoSites), { cluster }).phases
    expect(phase!.proof).toMatchObject({ kind: 'refused', nodes: ['newyork-1', 'paris-1'] })
  })

  test('that could not be read adds and removes nobody', () => {
    const made = plan(twoSites.slice(1), { ...anObservation(twoSites), membership: unknown('timeout') })
    expect(made.phases).toEqual([])
    expect(made.blocked).toMatchObject([{ object: 'membership' }])
  })

  test('a node out of service takes no part, and groups change only once it is shut away', () => {
    const outOfService = { reason: 'disk', ticket: 'CHG-1', expires: '2026-12-31' }
    const wanted = [...twoSites.slice(0, 3), { ...site('newyork-2', 'other'), outOfService }]
    const wider = [{ ...wanted[0]!, groups: ['tokyo', 'transit', 'extra'] }, ...wanted.slice(1)]
    const made = plan(wider, anObservation(twoSites))
    expect(made.phases[0]).toMatchObject({
      kind: 'expand',
      preconditions: [{ kind: 'isolated', node: 'newyork-2', ticket: 'CHG-1' }, { kind: 'clock' }],
    })
    expect(made.blocked).toEqual([])
    expect(made.away).toMatchObject([{ node: 'newyork-2', steps: [{ setting: 'groups.network' }] }])
  })
})

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

  test('lets groups change where somebody keeps one of its groups', () => {
    const made = plan(regrouped('newyork'), anObservation(twoSites))
    expect(made.phases.map(({ kind }) => kind)).toEqual(['expand', 'contract'])
    expect(made.blocked).toEqual([])
  })
})

test('a change of the entry node is a plan of its own', () => {
  const made = plan(
    twoSites.map((node) => ({ ...node, settings: { priority: 5 } })),
    anObservation(twoSites),
    { entryNow: nodeName('tokyo-2') },
  )
  expect(made.phases.map(({ kind }) => kind)).toEqual(['manual'])
  expect(made.blocked).toMatchObject([{ object: 'everything else' }])
})

test('fingerprints move with what is held and not with when it was seen', () => {
  const seen = anObservation(twoSites)
  const of = (observed: ObservedCluster) => plan(twoSites, observed).basedOn.observed
  expect(of({ ...seen, observedAt: '2027-01-01T00:00:00Z', version: unknown('x') })).toBe(of(seen))
  expect(of({ ...seen, membership: known([]) })).not.toBe(of(seen))
})
