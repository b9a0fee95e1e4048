import type { Cluster, Node } from '../model/fleet.ts'
import { settingNames } from '../model/setting-shapes.ts'
import { SETTINGS } from '../model/settings-catalogue.ts'
import type { Layer, Sourced } from '../model/sourced.ts'
import type { Span } from '../source/place.ts'
import type { Locator } from './yaml/locate.ts'
import { nodesOfRegion } from './policy/region-nodes.ts'

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
  readonly layers: readonly LayerValue[]
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
  const values = [...own, ...settings, ...policyValues(cluster, node, locator, withEntries)].toSorted((left, right) =>
    left.name < right.name ? -1 : 1,
  )
  return { cluster: cluster.name, node: node.name, location: node.location, values }
}

/** What regions may change of the policy, as the node has it. Whose clients tell a region has no nodes to ask about. */
function policyValues(cluster: Cluster, node: Node, locator: Locator, withEntries: boolean): readonly NodeValue[] {
  const regions = cluster.regions
    .filter(({ selectBy }) => selectBy.value !== 'client-ip')
    .filter((region) => nodesOfRegion(region, cluster).includes(node))
    .map(({ name }) => String(name))
  return (cluster.regional ?? []).flatMap((one): readonly NodeValue[] => {
    const own = one.departures.find((departure) => departure.regions.some((region) => regions.includes(region)))
    const value = own?.value ?? one.shared
    if (value === undefined) return []
    const name = `policy.${one.kind}s.${one.name}`
    const entries = withEntries ? (own?.list?.entries ?? []) : []
    return [
      { name, ...(own?.list === undefined ? {} : { label: own.list.name }), layers: layersOf(value, locator) },
      ...entries.map((entry) => ({ name: `${name}.${entry.value}`, layers: layersOf(entry, locator) })),
    ]
  })
}

function layersOf(found: Sourced<unknown>, locator: Locator): readonly LayerValue[] {
  const layers: LayerValue[] = []
  for (let one: Sourced<unknown> | undefined = found; one !== undefined; one = one.overrode) {
    layers.push({ layer: one.origin.layer, value: one.value, span: locator.spanOf(one.origin.place) })
  }
  return layers
}
