import type { Cluster, Node } from '../model/fleet.ts'
import { settingNames } from '../model/setting-shapes.ts'
import { SETTINGS } from '../model/settings-catalogue.ts'
import type { Layer, Sourced } from '../model/sourced.ts'
import type { Span } from '../source/place.ts'
import type { Locator } from './locate.ts'

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

/** Where every value of a node comes from, sorted by name. */
export function explainNode(
  cluster: Cluster,
  node: Node,
  locator: Locator,
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
  const values = [...own, ...settings].toSorted((left, right) => (left.name < right.name ? -1 : 1))
  return { cluster: cluster.name, node: node.name, location: node.location, values }
}

function layersOf(found: Sourced<unknown>, locator: Locator): readonly LayerValue[] {
  const layers: LayerValue[] = []
  for (let one: Sourced<unknown> | undefined = found; one !== undefined; one = one.overrode) {
    layers.push({ layer: one.origin.layer, value: one.value, span: locator.spanOf(one.origin.place) })
  }
  return layers
}
