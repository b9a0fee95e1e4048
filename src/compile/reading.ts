import type { Cluster, Node } from '../model/fleet.ts'
import type { NodeSettings, ResolvedSettings, SettingName } from '../model/settings.ts'
import { placeKey, type Place } from '../source/place.ts'
import { remembered, rememberedByName } from './remembered.ts'

/** The value that some layer sets for a node; undefined where the setting is unmanaged, null where it must be empty. */
export function settingOf<Name extends SettingName>(node: Node, name: Name): NodeSettings[Name] | null | undefined {
  const settings: ResolvedSettings = node.settings
  return settings[name]?.value
}

/** Where a node's setting was written; the node itself where no layer sets it. */
export function placeOf(node: Node, name: SettingName): Place {
  return node.settings[name]?.origin.place ?? node.place
}

/** One value that was written once and holds for several nodes. */
export interface WrittenOnce<Value> {
  readonly place: Place
  readonly value: Value
  readonly nodes: readonly Node[]
}

/**
 * The values of a setting with the nodes they hold for, each place of the YAML once: what is wrong in a default is
 * reported where it stands, not once for each node that takes it over. Unmanaged settings are left out.
 */
export function writtenValues<Name extends SettingName>(
  cluster: Cluster,
  name: Name,
): readonly WrittenOnce<NodeSettings[Name] | null>[] {
  const written: { place: Place; value: NodeSettings[Name] | null; nodes: Node[] }[] = []
  // What nodes take over is one object for all of them; members of a range have equal ones.
  const byObject = new Map<unknown, Node[]>()
  const byText = new Map<string, Node[]>()
  for (const node of nodesWith(cluster, name)) {
    const value = settingOf(node, name)
    if (value === undefined) continue
    const place = placeOf(node, name)
    if (isOwn(place, node)) {
      written.push({ place, value, nodes: [node] })
      continue
    }
    const found = node.settings[name]
    let nodes = byObject.get(found)
    if (nodes === undefined) {
      const text = `${placeKey(place)} ${JSON.stringify(value)}`
      nodes = byText.get(text)
      if (nodes === undefined) {
        nodes = []
        byText.set(text, nodes)
        written.push({ place, value, nodes })
      }
      byObject.set(found, nodes)
    }
    nodes.push(node)
  }
  return written
}

/** Whether a place is below the node's own name, so that what stands there holds for no other node. */
function isOwn(place: Place, node: Node): boolean {
  return place.kind === 'node' && place.path[0] === 'nodes' && place.path[1] === node.name
}

/** The nodes that have a setting: none at once where it is unmanaged, as most settings are. */
export function nodesWith(cluster: Cluster, name: SettingName): readonly Node[] {
  return nodesBySetting(cluster).get(name) ?? []
}

const nodesBySetting = remembered((cluster) => {
  const nodesOf = new Map<string, Node[]>()
  for (const node of cluster.nodes) {
    for (const name of Object.keys(node.settings)) {
      const nodes = nodesOf.get(name)
      if (nodes === undefined) nodesOf.set(name, [node])
      else nodes.push(node)
    }
  }
  return nodesOf
})

/** The nodes of a cluster by the runtime or update group they are in; under undefined those where it is unmanaged. */
export const nodesByGroup = rememberedByName(
  (cluster, kind: 'groups.runtime' | 'groups.update'): ReadonlyMap<string | null | undefined, readonly Node[]> =>
    groupedBy(cluster.nodes, (node) => settingOf(node, kind)),
)

/** Things by a name they share, in the order of their first appearance. */
export function groupedBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): ReadonlyMap<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

/** Each thing that has its key in common with one before it, with the first one that has it. */
export function* repeatsIn<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
): Iterable<{ readonly first: Item; readonly other: Item }> {
  const firsts = new Map<string, Item>()
  for (const item of items) {
    const key = keyOf(item)
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, item)
    else yield { first, other: item }
  }
}

/** The key that most of the groups' items have; of equally large ones the first. */
export function commonest<Key, Item>(groups: ReadonlyMap<Key, readonly Item[]>): Key | undefined {
  let best: { key: Key; size: number } | undefined
  for (const [key, { length }] of groups) if (best === undefined || length > best.size) best = { key, size: length }
  return best?.key
}
