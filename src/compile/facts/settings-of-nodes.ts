import type { Cluster, Node } from '../../model/fleet.ts'
import type { GroupName } from '../../model/names.ts'
import type { NodeSettings, ResolvedSettings, SettingName, SettingValue } from '../../model/settings.ts'
import { placeKey, type Place } from '../../source/place.ts'
import { memoized, memoizedByName } from './memoized.ts'

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
 * reported where it stands, not once for each node that takes it over. Unmanaged settings are left out, and so is what
 * is not meant: almost all values are fine, so that each is judged before anything is kept of it.
 */
export function writtenValues<Name extends SettingName>(
  cluster: Cluster,
  name: Name,
  isMeant: (value: NodeSettings[Name] | null) => boolean = () => true,
): readonly WrittenOnce<NodeSettings[Name] | null>[] {
  let others: NodeSettings[Name] | null | undefined
  const nodes = nodesWith(cluster, name).filter((node) => {
    const value = settingOf(node, name)
    // Neighbours often have the same.
    if (value === undefined || value === others) return false
    if (isMeant(value)) return true
    others = value
    return false
  })
  return nodes.length === 0 ? [] : writtenOnce(nodes, name)
}

/** The values of a group's name that are blank or empty, as {@link writtenValues} has them. */
export function blankGroups(
  cluster: Cluster,
  kind: 'groups.runtime' | 'groups.update',
): readonly WrittenOnce<GroupName | null>[] {
  const isBlank = (name: unknown): boolean => typeof name !== 'string' || name.trim() === ''
  // There are fewer names than nodes.
  return [...nodesByValue(cluster, kind).keys()].some(isBlank) ? writtenValues(cluster, kind, isBlank) : []
}

function writtenOnce<Name extends SettingName>(
  nodes: readonly Node[],
  name: Name,
): readonly WrittenOnce<NodeSettings[Name] | null>[] {
  const written: { place: Place; value: NodeSettings[Name] | null; nodes: Node[] }[] = []
  // What nodes take over is one object for all of them; members of a range have equal ones.
  const byObject = new Map<unknown, Node[]>()
  const byText = new Map<string, Node[]>()
  for (const node of nodes) {
    const value = settingOf(node, name)
    if (value === undefined) continue
    const place = placeOf(node, name)
    if (isOwn(place, node)) {
      written.push({ place, value, nodes: [node] })
      continue
    }
    const found = node.settings[name]
    let alike = byObject.get(found)
    if (alike === undefined) {
      const text = `${placeKey(place)} ${JSON.stringify(value)}`
      alike = byText.get(text)
      if (alike === undefined) {
        alike = []
        byText.set(text, alike)
        written.push({ place, value, nodes: alike })
      }
      byObject.set(found, alike)
    }
    alike.push(node)
  }
  return written
}

/** Whether a place is below the node's own name, so that what stands there holds for no other node. */
function isOwn(place: Place, node: Node): boolean {
  return place.kind === 'node' && place.path[0] === 'nodes' && place.path[1] === node.name
}

/** The nodes by their names, for those that are asked for by name: look for something to say of them first. */
export const nodesByName = memoized(
  (cluster): ReadonlyMap<string, Node> => new Map(cluster.nodes.map((node) => [node.name, node])),
)

/** The nodes that have a setting: none at once where it is unmanaged, as most settings are. */
export const nodesWith = memoizedByName((cluster, name: SettingName): readonly Node[] => {
  const { sorts, sortOf } = sortsOf(cluster)
  const have = sorts.map((names) => names.includes(name))
  if (!have.includes(true)) return []
  return have.includes(false) ? cluster.nodes.filter((_, index) => have[sortOf[index] ?? 0]) : cluster.nodes
})

/** Which settings there are together at a node, and the sort of each node. There are few sorts, often one. */
const sortsOf = memoized((cluster) => {
  const sorts: (readonly string[])[] = []
  const numbers = new Map<string, number>()
  let [sort, last]: [number, readonly string[]] = [-1, []]
  const sortOf = cluster.nodes.map(({ settings }) => {
    if (sort >= 0 && hasNames(settings, last)) return sort
    last = Object.keys(settings)
    const text = last.join()
    sort = numbers.get(text) ?? sorts.push(last) - 1
    numbers.set(text, sort)
    return sort
  })
  return { sorts, sortOf }
})

/** Whether settings have these names in this order; most are as at the node before, so no list is made of them. */
function hasNames(settings: ResolvedSettings, names: readonly string[]): boolean {
  let index = 0
  for (const name in settings) if (name !== names[index++]) return false
  return index === names.length
}

/** Whether two lists have the same items in the same order. */
export function areSame<Item>(left: readonly Item[], right: readonly Item[]): boolean {
  if (left.length !== right.length) return false
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false
  return true
}

/**
 * The values of a setting that is a single word, number or truth value, each with the nodes that have it, in the order
 * of their first appearance; unmanaged settings are left out.
 */
export const nodesByValue = memoizedByName((cluster, name: SettingName): ReadonlyMap<SettingValue, readonly Node[]> => {
  const nodesOf = new Map<SettingValue, Node[]>()
  let last: SettingValue | undefined
  let alike: Node[] = []
  nodesWith(cluster, name).forEach((node) => {
    const value = node.settings[name]?.value
    if (value === undefined) return
    // Neighbours often have the same.
    if (value !== last) {
      alike = nodesOf.get(value) ?? []
      if (alike.length === 0) nodesOf.set(value, alike)
      last = value
    }
    alike.push(node)
  })
  return nodesOf
})

/** Things by a name they share, in the order of their first appearance. */
export function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  let last: { readonly key: Key; readonly group: Item[] } | undefined
  items.forEach((item) => {
    const key = keyOf(item)
    // Neighbours are often alike.
    if (last === undefined || last.key !== key) {
      const group = groups.get(key) ?? []
      if (group.length === 0) groups.set(key, group)
      last = { key, group }
    }
    last.group.push(item)
  })
  return groups
}

/** Each thing that has its key in common with one before it, with the first one that has it. */
export function repeatsIn<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly { readonly first: Item; readonly other: Item }[] {
  // Nearly always there are none, which is quick to see.
  if (new Set(items.map(keyOf)).size === items.length) return []
  const groups = groupedBy(items, keyOf)
  return items.flatMap((other) => {
    const first = groups.get(keyOf(other))?.[0]
    return first === undefined || first === other ? [] : [{ first, other }]
  })
}

/** The key that most of the groups' items have; of equally large ones the first. */
export function commonest<Key, Item>(groups: ReadonlyMap<Key, readonly Item[]>): Key | undefined {
  let best: { key: Key; size: number } | undefined
  for (const [key, { length }] of groups) if (best === undefined || length > best.size) best = { key, size: length }
  return best?.key
}
