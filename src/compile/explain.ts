import type { Cluster, Node } from '../model/fleet.ts'
import { settingNames } from '../model/setting-shapes.ts'
import { SETTINGS } from '../model/settings-catalogue.ts'
import type { Layer, Sourced } from '../model/sourced.ts'
import type { Span } from '../source/place.ts'
import type { Locator } from './yaml/locate.ts'
import type { Departure, RegionalObject } from '../model/policy/regional.ts'
import { clientNetworksOfRegion, nodesOfRegion } from './policy/region-nodes.ts'

/** What a layer says about a value, and where. */
export interface LayerValue {
  readonly layer: Layer
  readonly value: unknown
  readonly span: Span
}

/** A value of a node with every layer that had a say, the one that won first. */
export interface NodeValue {
  readonly name: string
  readonly label?: string
  readonly unit?: string
  /** For whom it holds, where the clients and not the node decide that. */
  readonly clients?: RegionClients
  readonly layers: readonly LayerValue[]
}

/** Clients of regions that are told by their networks; of an entry of a list the regions alone are named. */
interface RegionClients {
  readonly regions: readonly string[]
  readonly networks?: readonly string[]
}

/**
 * Where every value of a node comes from, sorted by name; the entries of lists that differ by region one by one where
 * they are wanted.
 */
export function explainNode(
  cluster: Cluster,
  node: Node,
  locator: Locator,
  withEntries: boolean,
): {
  readonly cluster: string
  readonly node: string
  readonly location: string
  readonly values: readonly NodeValue[]
} {
  const { address, uuid, hostname, transit, version, build, ca, outOfService } = node
  const described = Object.entries({ address, uuid, hostname, transit, version, build, ca, outOfService })
  const { portsInUse: _each, ...facts } = node.facts
  const own = [...described, ...Object.entries(facts)].flatMap(([name, found]) =>
    found === undefined ? [] : [{ name, layers: layersOf(found, locator) }],
  )
  const settings = settingNames.flatMap((name): readonly NodeValue[] => {
    const found = node.settings[name]
    const { label, unit } = SETTINGS[name]
    if (found === undefined) return []
    return [{ name, label, ...(unit === undefined ? {} : { unit }), layers: layersOf(found, locator) }]
  })
  const values = [...own, ...settings, ...policyValues(cluster, node, locator, withEntries)].toSorted(byName)
  return { cluster: cluster.name, node: node.name, location: node.location, values }
}

/** What clients of several regions have of one thing has one name, and stays in the order in which it was found. */
function byName(left: NodeValue, right: NodeValue): number {
  return left.name === right.name ? 0 : left.name < right.name ? -1 : 1
}

/** What regions may change of the policy, as the node has it, and as it has it for the clients that tell a region. */
function policyValues(cluster: Cluster, node: Node, locator: Locator, withEntries: boolean): readonly NodeValue[] {
  const byClients = cluster.regions.filter(({ selectBy }) => selectBy.value === 'client-ip')
  const regions = cluster.regions
    .filter((region) => !byClients.includes(region) && nodesOfRegion(region, cluster).includes(node))
    .map(({ name }) => String(name))
  const values = (one: RegionalObject, own: Departure | undefined, clients?: RegionClients): readonly NodeValue[] => {
    const value = own?.value ?? one.shared
    if (value === undefined) return []
    const name = `policy.${one.kind}s.${one.name}`
    const entries = withEntries ? (own?.list?.entries ?? []) : []
    const label = own?.list === undefined ? {} : { label: own.list.name }
    const ofEntry = clients === undefined ? {} : { clients: { regions: clients.regions } }
    return [
      { name, ...label, ...(clients === undefined ? {} : { clients }), layers: layersOf(value, locator) },
      ...entries.map((entry) => ({ name: `${name}.${entry.value}`, ...ofEntry, layers: layersOf(entry, locator) })),
    ]
  }
  return (cluster.regional ?? []).flatMap((one): readonly NodeValue[] => [
    ...values(
      one,
      one.departures.find((departure) => departure.regions.some((region) => regions.includes(region))),
    ),
    ...one.departures.flatMap((departure) => {
      const told = byClients.filter(({ name }) => departure.regions.includes(name))
      const networks = told.flatMap((region) => clientNetworksOfRegion(region, cluster).map(({ value }) => value))
      return told.length === 0 ? [] : values(one, departure, { regions: told.map(({ name }) => name), networks })
    }),
  ])
}

function layersOf(found: Sourced<unknown>, locator: Locator): readonly LayerValue[] {
  const layers: LayerValue[] = []
  for (let one: Sourced<unknown> | undefined = found; one !== undefined; one = one.overrode) {
    layers.push({ layer: one.origin.layer, value: one.value, span: locator.spanOf(one.origin.place) })
  }
  return layers
}
