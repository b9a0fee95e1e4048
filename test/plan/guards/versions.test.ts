import { describe, expect, test } from 'vitest'
import { nodeName } from '../../../src/model/names.ts'
import { known, unknown, type ObservedCluster, type ObservedNode } from '../../../src/model/observed.ts'
import { evaluateGuards } from '../../../src/plan/evaluate-guards.ts'
import { planCluster } from '../../../src/plan/plan-cluster.ts'
import type { Plan } from '../../../src/plan/plan.ts'
import { unaskedVersions } from '../../../src/plan/warnings.ts'
import { aCluster, anObservation, sourced, uuidOf, type NodeSketch } from '../a-cluster.ts'
import { aDialect } from '../a-dialect.ts'
import { aGuardContext } from '../a-guard-context.ts'

const site = (name: string): NodeSketch => ({ name, location: name.split('-')[0]!, groups: ['all', 'transit'] })
const nodes = ['tokyo-1', 'tokyo-2', 'newyork-1', 'newyork-2'].map(site)
const withNtp = (sketches: readonly NodeSketch[], value: boolean): readonly NodeSketch[] =>
  sketches.map((node) => ({ ...node, settings: { 'ntp.enabled': value } }))
const away = (name: string): readonly NodeSketch[] =>
  nodes.map((node) =>
    node.name === name ? { ...node, outOfService: { reason: 'x', ticket: 'T', expires: '2026-12-31' } } : node,
  )

const runs = (version: string, build: string) => known({ version, build })
const same = runs('12.2.15', '1')

/** What each node said; nobody asked those that are not named, but for the entry node, which says it unasked. */
type Said = Readonly<Record<string, NonNullable<ObservedNode['version']>>>

function seenAs(said: Said, sketches: readonly NodeSketch[]): ObservedCluster {
  const seen = anObservation(withNtp(sketches, false))
  const told = [...seen.nodes].map(([id, node]): [typeof id, ObservedNode] => {
    const { version: usual, ...unasked } = node
    const version = said[node.name ?? ''] ?? (node.name === 'tokyo-1' ? usual : undefined)
    return [id, version === undefined ? unasked : { ...unasked, version }]
  })
  return { ...seen, nodes: new Map(told) }
}

interface Hearing {
  readonly wanted?: readonly NodeSketch[]
  readonly build?: string
  readonly change?: boolean
  readonly leaves?: boolean
}

function judged(said: Said, { wanted = nodes, build, change = true, leaves = false }: Hearing = {}) {
  const declared = aCluster(withNtp(leaves ? wanted.slice(0, 3) : wanted, change), {
    entryNode: sourced(nodeName('tokyo-1')),
    ...(build === undefined ? {} : { build: sourced(build) }),
  })
  const planning = {
    cluster: declared,
    observed: seenAs(said, wanted),
    dialect: aDialect(),
    target: { provedEmulator: true },
  }
  const plan = planCluster(planning)
  return { plan, planning }
}

/** What guards object to that is about versions. */
function objections(said: Said, hearing: Hearing = {}, overrides: readonly string[] = []): readonly string[] {
  const { plan, planning } = judged(said, hearing)
  return evaluateGuards(plan, aGuardContext(planning), overrides)
    .objections.map(({ code, message }) => `${code}: ${message}`)
    .filter((one) => /GUARD-(VERSIONS|UNKNOWN-NODES)/.test(one))
}

const all = (version: Said[string]): Said =>
  Object.fromEntries(nodes.slice(1).map(({ name }): [string, typeof version] => [name, version]))

describe('versions that nodes said', () => {
  test('nobody objects where all run what is declared, nor where nobody was asked', () => {
    expect(objections(all(same))).toEqual([])
    expect(objections(all(same), { build: '1' })).toEqual([])
    expect(objections({})).toEqual([])
  })

  test('a node of another version or build is told with what everybody runs', () => {
    expect(objections({ ...all(same), 'newyork-2': runs('12.2.20', '7') })).toEqual([
      'GUARD-VERSIONS: the nodes run different versions: newyork-1, tokyo-1, tokyo-2 run 12.2.15 build 1, newyork-2 runs 12.2.20 build 7; declared is 12.2.15',
    ])
    expect(objections({ ...all(same), 'tokyo-2': runs('12.2.15', '9') }, { build: '1' })).toEqual([
      'GUARD-VERSIONS: the nodes run different versions: newyork-1, newyork-2, tokyo-1 run 12.2.15 build 1, tokyo-2 runs 12.2.15 build 9; declared is 12.2.15 build 1',
    ])
  })

  test('one node is enough, whoever else was not asked', () => {
    expect(objections({ 'newyork-2': runs('12.2.20', '7') })).toHaveLength(1)
  })

  test('nodes that agree on what nobody declared are told as well', () => {
    expect(objections(all(same), { build: '0' })).toEqual([
      'GUARD-VERSIONS: the cluster is declared to run 12.2.15 build 0: newyork-1, newyork-2, tokyo-1, tokyo-2 run 12.2.15 build 1',
    ])
  })

  test('a node that was asked and does not say is not taken for equal; those of one reason are one objection', () => {
    const gone = unknown('it timed out')
    expect(objections({ ...all(same), 'newyork-1': gone, 'newyork-2': gone })).toEqual([
      'GUARD-UNKNOWN-NODES: which version newyork-1, newyork-2 run is not known, and no commit may meet mixed versions: it timed out',
    ])
    expect(objections({ ...all(same), 'newyork-2': { kind: 'absent' } })).toEqual([
      expect.stringContaining('which version newyork-2 runs is not known'),
    ])
  })

  test('who overrides a silent node does not override one of another version', () => {
    const said = { ...all(same), 'newyork-1': unknown('it timed out'), 'newyork-2': runs('12.2.20', '7') }
    expect(objections(said, {}, ['--allow-unknown-nodes'])).toEqual([expect.stringMatching(/^GUARD-VERSIONS/)])
    expect(objections(said, {}, ['--allow-mixed-versions'])).toEqual([expect.stringMatching(/^GUARD-UNKNOWN-NODES/)])
  })

  test('a plan that commits nothing is about no version', () => {
    expect(objections({ ...all(same), 'newyork-2': runs('12.2.20', '7') }, { change: false })).toEqual([])
  })

  test('of many nodes some are named', () => {
    const many = Array.from({ length: 9 }, (_, index) => site(`tokyo-${index + 1}`))
    const said = Object.fromEntries(
      many.slice(1).map(({ name }) => [name, name === 'tokyo-9' ? runs('12.2.20', '7') : same]),
    )
    expect(objections(said, { wanted: many })).toEqual([
      expect.stringContaining('tokyo-1, tokyo-2, tokyo-3 and 5 more run 12.2.15 build 1, tokyo-9 runs 12.2.20 build 7'),
    ])
  })
})

describe('nodes of which less is expected', () => {
  const isolated = ({ phases }: Plan): readonly string[] =>
    phases.flatMap(({ preconditions }) => preconditions.flatMap((one) => (one.kind === 'isolated' ? [one.node] : [])))

  test('one that is out of service may be silent, and keeps nothing from going on', () => {
    const said = { ...all(same), 'newyork-2': unknown('nobody answers') }
    expect(objections(said, { wanted: away('newyork-2') })).toEqual([])
    expect(isolated(judged(said, { wanted: away('newyork-2') }).plan)).toEqual([])
  })

  test('one that is out of service, there all the same and of another version has to be shut away before any commit', () => {
    const said = { ...all(same), 'newyork-2': runs('12.2.20', '7') }
    expect(objections(said, { wanted: away('newyork-2') })).toEqual([])
    const { plan } = judged(said, { wanted: away('newyork-2') })
    expect(plan.phases.map(({ kind }) => kind)).toEqual(['settings'])
    expect(isolated(plan)).toEqual(['newyork-2'])
  })

  test('one that is out of service and runs what the others run has nothing to be shut away for', () => {
    expect(isolated(judged(all(same), { wanted: away('newyork-2') }).plan)).toEqual([])
  })

  test('one that the plan takes out may be silent, and may not run something else', () => {
    expect(objections({ ...all(same), 'newyork-2': unknown('no address') }, { leaves: true })).toEqual([])
    expect(objections({ ...all(same), 'newyork-2': runs('12.2.20', '7') }, { leaves: true })).toHaveLength(1)
  })

  test('one that the plan adds is in no cluster yet', () => {
    const { planning } = judged(all(same))
    const more = aCluster(withNtp([...nodes, site('paris-1')], true), { entryNode: sourced(nodeName('tokyo-1')) })
    const plan = planCluster({ ...planning, cluster: more })
    expect(plan.phases.length).toBeGreaterThan(1)
    const said = evaluateGuards(plan, aGuardContext({ ...planning, cluster: more })).objections
    expect(said.filter(({ code }) => code === 'GUARD-VERSIONS' || code === 'GUARD-UNKNOWN-NODES')).toEqual([])
    expect(planning.observed.nodes.has(uuidOf('paris-1'))).toBe(false)
  })
})

test('whoever may ask nobody hears that versions are not known', () => {
  const warned = (said: Said, hearing?: Hearing): readonly string[] => {
    const { plan, planning } = judged(said, hearing)
    return unaskedVersions(plan, planning.cluster, planning.observed)
  }
  expect(warned({})).toEqual([
    'GUARD-VERSIONS: which version 3 nodes run is not known, since the host file lets nobody ask them: make sure that all run 12.2.15, or allow it ("askNodes: true")',
  ])
  expect(warned({ 'tokyo-2': same, 'newyork-1': same })).toEqual([expect.stringContaining('which version 1 node runs')])
  expect(warned(all(same))).toEqual([])
  expect(warned({}, { change: false })).toEqual([])
})
