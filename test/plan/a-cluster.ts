import type { Passage } from '../../src/model/facts.ts'
import type { Cluster, Node } from '../../src/model/fleet.ts'
import {
  clusterName,
  groupName,
  locationName,
  nodeName,
  uuid,
  type LocationName,
  type Uuid,
} from '../../src/model/names.ts'
import { absent, known, type ObservedCluster, type ObservedNode } from '../../src/model/observed.ts'
import { emptyPolicy } from '../../src/model/policy/policy.ts'
import type { ResolvedSettings, SettingName, SettingValue } from '../../src/model/settings.ts'
import type { Sourced } from '../../src/model/sourced.ts'
import type { Place } from '../../src/source/place.ts'

export const place: Place = { kind: 'file', file: 'clusters/test/cluster.yaml' }

export const sourced = <Value>(value: Value): Sourced<Value> => ({ value, origin: { layer: 'node', place } })

/** A node in a few words. */
export interface NodeSketch {
  readonly name: string
  readonly location: string
  readonly groups?: readonly string[]
  readonly transit?: boolean
  readonly address?: string
  readonly settings?: Partial<Record<SettingName, unknown>>
  readonly outOfService?: { readonly reason: string; readonly ticket: string; readonly expires: string }
}

/** A node of the location that its name begins with. */
export const site = (name: string, ...groups: readonly string[]): NodeSketch => ({
  name,
  location: name.split('-')[0]!,
  groups,
})

/** Two locations of two nodes each, joined by their transit nodes. */
export const twoSites: readonly NodeSketch[] = [
  site('tokyo-1', 'tokyo', 'transit'),
  site('tokyo-2', 'tokyo'),
  site('newyork-1', 'newyork', 'transit'),
  site('newyork-2', 'newyork'),
]

/** A cluster in a few words; between locations everything is declared open unless `open` says less. */
export function aCluster(
  nodes: readonly NodeSketch[],
  more: Partial<Cluster> & { open?: readonly Passage[] } = {},
): Cluster {
  const { open = [passage('any', 'any')], ...rest } = more
  const all = nodes.map(aNode).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const locations = new Map<LocationName, Node[]>()
  for (const node of all) locations.set(node.location, [...(locations.get(node.location) ?? []), node])
  return {
    name: clusterName('test'),
    place,
    version: sourced('12.2.15'),
    entryNode: sourced(all[0]?.name ?? nodeName('nobody')),
    port: sourced(12346),
    transitGroup: sourced('transit'),
    locations: [...locations.keys()].toSorted().map((name) => ({
      name,
      place,
      clientNetworks: [],
      roamingWith: [],
      nodes: locations.get(name) ?? [],
    })),
    nodes: all,
    regions: [],
    policy: emptyPolicy,
    facts: {
      routes: open,
      firewall: open,
      nat: [],
      proxyHa: [],
      virtualAddresses: [],
      administration: [],
    },
    ...rest,
  }
}

function aNode(sketch: NodeSketch): Node {
  const given = { ...(sketch.groups && { 'groups.network': sketch.groups.map(groupName) }), ...sketch.settings }
  const settings = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, sourced(value)]))
  return {
    name: nodeName(sketch.name),
    location: locationName(sketch.location),
    place,
    uuid: sourced(uuidOf(sketch.name)),
    hostname: sourced(sketch.name),
    transit: sourced(sketch.transit ?? sketch.groups?.includes('transit') ?? false),
    version: sourced('12.2.15'),
    interfaces: [],
    settings: settings as ResolvedSettings,
    facts: { portsInUse: [] },
    ...(sketch.address !== undefined && { address: sourced(sketch.address) }),
    ...(sketch.outOfService && { outOfService: sourced(sketch.outOfService) }),
  }
}

export const uuidOf = (name: string): Uuid => uuid(`uuid-${name}`)

export function passage(from: string, to: string, more: Partial<Passage> = {}): Passage {
  return { place, from, to, bothWays: true, protocol: 'any', ...more }
}

/** A cluster as it is seen when its nodes hold these settings. */
export function anObservation(nodes: readonly NodeSketch[], more: Partial<ObservedCluster> = {}): ObservedCluster {
  return {
    observedAt: '2026-01-01T00:00:00Z',
    membership: known(nodes.map(({ name }) => uuidOf(name))),
    nodes: new Map(nodes.map((sketch) => [uuidOf(sketch.name), anObservedNode(sketch)])),
    lists: known(new Map()),
    ruleSets: absent,
    version: known({ version: '12.2.15', build: '1' }),
    fingerprint: { kind: 'absent' },
    ...more,
  }
}

function anObservedNode(sketch: NodeSketch): ObservedNode {
  const given: Record<string, unknown> = {
    listeners: [{ address: '10.0.0.1', port: 12346 }],
    priority: 10,
    ...(sketch.groups && { 'groups.network': sketch.groups.map(groupName) }),
    ...sketch.settings,
  }
  const settings = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, known(value as SettingValue)]),
  )
  return {
    uuid: uuidOf(sketch.name),
    name: nodeName(sketch.name),
    title: known(sketch.name),
    settings: settings as ObservedNode['settings'],
    documents: new Map(),
    systemFiles: new Map(),
    version: known({ version: '12.2.15', build: '1' }),
    skew: known({ seconds: 0, uncertainty: 0.5 }),
  }
}
