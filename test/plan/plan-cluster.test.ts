import { describe, expect, test } from 'vitest'
import { digest, nodeName } from '../../src/model/names.ts'
import { known, unknown, type ObservedCluster } from '../../src/model/observed.ts'
import type { Step } from '../../src/plan/plan.ts'
import { aCluster, anObservation, passage, site, sourced, twoSites, uuidOf, type NodeSketch } from './a-cluster.ts'
import { aDialect } from './a-dialect.ts'
import { entryNode, plan } from './a-plan.ts'

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
  const listens = (ability?: string, from = [12346], to = [22222]) =>
    plan([at(...to), ...twoSites.slice(1)], anObservation([at(...from), ...twoSites.slice(1)]), {
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

  test.each([
    ['all', [1], [1, 2], [['expand', 1, 2]]],
    ['all', [1, 2], [2], [['contract', 2]]],
    ['first', [1], [1, 2], [['expand', 1, 2]]],
    [
      'first',
      [1, 2],
      [2],
      [
        ['expand', 2, 1],
        ['contract', 2],
      ],
    ],
    ['first', [1, 2], [2, 1], [['expand', 2, 1]]],
  ])('no commit changes nothing: peers use %s, %j becomes %j', (ability, from, to, expected) => {
    expect(listens(ability, from, to)).toEqual(expected)
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
      `remove tokyo-1 (${uuidOf('tokyo-1')}) from the cluster, or adopt it: proved`,
    ])
  })

  test('a node that has no group in common with anybody is refused, and so is a removal that cuts others off', () => {
    const lonely = [...twoSites, site('paris-1', 'paris')]
    expect(titles(plan(lonely, anObservation(twoSites)))).toEqual(['add paris-1 to the cluster: refused'])
    const [phase] = plan(twoSites.slice(1), anObservation(twoSites)).phases
    expect(phase!.proof).toMatchObject({
      kind: 'refused',
      nodes: ['tokyo-2'],
      obstacle: 'what is left falls apart: "tokyo-2" has no way to the others over network groups',
    })
  })

  test('nodes that join over each other come in an order in which each finds a neighbour, groups that they need before', () => {
    const chain = [...twoSites, site('paris-1', 'c'), site('paris-2', 'b', 'c'), site('paris-3', 'transit', 'b')]
    expect(titles(plan(chain, anObservation(twoSites)))).toEqual([
      'add paris-3 to the cluster: proved',
      'add paris-2 to the cluster: proved',
      'add paris-1 to the cluster: proved',
    ])
    const lab = [site('tokyo-1', 'tokyo', 'transit', 'lab'), ...twoSites.slice(1), site('tokyo-3', 'lab')]
    expect(titles(plan(lab, anObservation(twoSites)))).toEqual([
      'add network groups to 1 node, removing none: proved',
      'add tokyo-3 to the cluster: proved',
    ])
    const pair = [...twoSites, site('paris-1', 'p'), site('paris-2', 'p')]
    expect(titles(plan(pair, anObservation(twoSites)))).toEqual([
      'add paris-1 to the cluster: refused',
      'add paris-2 to the cluster: refused',
    ])
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

describe('groups that could not be read', () => {
  const unread = (seen: readonly NodeSketch[]) => {
    const usual = anObservation(seen)
    const [id, node] = [...usual.nodes].find(([, { name }]) => name === 'newyork-2')!
    const settings = { ...node.settings, 'groups.network': unknown('timeout') }
    return { ...usual, nodes: new Map(usual.nodes).set(id, { ...node, settings }) }
  }
  const moved = twoSites.map((node) => (node.name === 'tokyo-2' ? { ...node, groups: ['transit'] } : node))

  test.each([
    ['stop a change of groups', moved, twoSites],
    ['stop a node that joins', [...twoSites, site('tokyo-3', 'tokyo')], twoSites],
    ['stop one that leaves', twoSites.slice(1), twoSites],
    ['stop nothing where nobody moves', twoSites, undefined],
  ])('%s', (_title, wanted, stopped) => {
    const made = plan(wanted, unread(twoSites))
    expect(made.phases).toEqual([])
    const said = made.blocked.filter(({ object }) => object === 'network groups')
    expect(said.map(({ reason }) => reason.slice(0, 28))).toEqual(stopped ? ['the groups that newyork-2 is'] : [])
  })
})

test.each([
  [4, ['4 other changes wait']],
  [1, ['1 other change waits']],
  [0, []],
])('a change of the entry node is a plan of its own, for which %d other changes wait', (changes, waits) => {
  const made = plan(
    twoSites.map((node, index) => (index < changes ? { ...node, settings: { priority: 5 } } : node)),
    anObservation(twoSites),
    { entryNow: nodeName('tokyo-2') },
  )
  expect(made.phases.map(({ kind }) => kind)).toEqual(['manual'])
  expect(made.blocked.map(({ object, reason }) => [object, reason.split(':')[0]])).toEqual(
    waits.map((wait) => ['everything else', wait]),
  )
})

test('a refusal suggests a node that is declared transit, where there is one', () => {
  const wanted = twoSites.map(({ name, location }) => ({
    name,
    location,
    groups: [location],
    transit: name.endsWith('2'),
  }))
  const seen = twoSites.map((node) => ({ ...node, groups: ['all'] }))
  const last = plan(wanted, anObservation(seen)).phases.at(-1)
  expect(last?.proof).toMatchObject({ kind: 'refused' })
  expect(JSON.stringify(last?.proof)).toMatch(/newyork-2.*tokyo-2/)
})

describe('lists that go', () => {
  const gone: Step = { kind: 'delete list', list: 'old', type: 'string' }
  const fresh: Step = { kind: 'create list', list: 'new', type: 'string', description: '', entries: [] }
  const rules: Step = { kind: 'put rule sets', imports: [], removes: [], order: ['a'] }
  const files: Step = {
    kind: 'write system file',
    node: nodeName('tokyo-1'),
    uuid: uuidOf('tokyo-1'),
    path: '/etc/hosts',
    after: digest('x'),
  }
  const setting: Step = {
    kind: 'set policy setting',
    settings: 's',
    target: 'antimalware',
    key: 'k',
    before: '1',
    after: '2',
    ruleSets: ['a'],
  }
  const phasesOf = (...steps: readonly Step[]) =>
    plan(twoSites, anObservation(twoSites), { policySteps: steps }).phases.map(({ title }) => title)

  test('go with everything else, but after the rule sets that may still use them', () => {
    expect(phasesOf(gone, fresh)).toEqual(['change 2 lists'])
    expect(phasesOf(gone, fresh, rules)).toEqual(['change 1 list', 'put the rule sets in their order', 'change 1 list'])
  })

  test('and what goes with them is told by the title', () => {
    expect(phasesOf(gone, setting, files)).toEqual(['change 1 list and 1 value of settings', 'change 1 system file'])
    expect(phasesOf(gone, fresh, setting, { ...setting, key: 'l' })).toEqual([
      'change 2 lists and 2 values of settings',
    ])
    expect(phasesOf({ ...rules, removes: ['b', 'c'] })).toEqual(['change 2 rule sets'])
  })
})

test('fingerprints move with what is held and not with when it was seen', () => {
  const seen = anObservation(twoSites)
  const of = (observed: ObservedCluster) => plan(twoSites, observed).basedOn.observed
  expect(of({ ...seen, observedAt: '2027-01-01T00:00:00Z', version: unknown('x') })).toBe(of(seen))
  expect(of({ ...seen, membership: known([]) })).not.toBe(of(seen))
})
