import { groupName, type GroupName } from '../../model/names.ts'
import type { Cluster, Location, Node } from '../../model/fleet.ts'
import type { FileEdit } from '../../source/fix.ts'
import { membershipsOf, networkGroupsOf, ownGroupsOf } from '../facts/membership.ts'
import { counted } from '../wording/phrase.ts'
import { membersOf, sliceText, substituteText } from '../documents/range.ts'
import { bestTransit, isDeclaredAlone, makeTransit } from './join.ts'
import { offer, writeAtNode, type Offer } from './offer.ts'

/** A transit node and the ten nodes behind it that are recommended at most. */
const LARGEST_PART = 11

/**
 * Splits a location into as few network groups of equal size as its number of nodes asks for, each tied to a transit
 * node of its own. Its transit nodes stay; nodes of a range stay together as far as that goes.
 */
export function splitLocation(cluster: Cluster, location: Location): Offer {
  const { transits } = membershipsOf(cluster)
  const joining = location.nodes.filter(({ name }) => transits.has(name))
  const others = inDeclaredOrder(location.nodes.filter(({ name }) => !transits.has(name)))
  const count = Math.max(2, joining.length, Math.ceil(location.nodes.length / LARGEST_PART))
  const names = namesFor(cluster, location, count)
  const group = new Map<Node, GroupName>()
  const promoted: Node[] = []
  let next = 0
  for (const [index, name] of names.entries()) {
    const size = Math.floor(location.nodes.length / count) + (index < location.nodes.length % count ? 1 : 0)
    const transit = joining[index]
    const part = others.slice(next, next + size - (transit === undefined ? 0 : 1))
    next += part.length
    for (const node of transit === undefined ? part : [transit, ...part]) group.set(node, name)
    const best = transit === undefined ? bestTransit(cluster, part) : undefined
    if (best !== undefined) promoted.push(best)
  }
  return offer(`split "${location.name}" into ${counted(count, 'network group')} with a transit node each`, [
    ...regrouping(cluster, location, group),
    ...promoted.map(makeTransit),
  ])
}

/** Names that no group has, after the location. */
function namesFor(cluster: Cluster, { name }: Location, count: number): readonly GroupName[] {
  const { groups } = membershipsOf(cluster)
  const names: GroupName[] = []
  for (let number = 1; names.length < count; number++) {
    const candidate = groupName(`${name}-net${number}`)
    if (!groups.has(candidate)) names.push(candidate)
  }
  return names
}

function regrouping(cluster: Cluster, location: Location, group: ReadonlyMap<Node, GroupName>): readonly FileEdit[] {
  const replaced = new Set(ownGroupsOf(cluster, location).map(({ name }) => name))
  const groupsOf = (node: Node): readonly GroupName[] => [
    ...[group.get(node)].filter((name) => name !== undefined),
    ...networkGroupsOf(node).filter((name) => !replaced.has(name) && name !== cluster.transitGroup.value),
  ]
  const { transits } = membershipsOf(cluster)
  const edits: FileEdit[] = []
  const ranges = new Map<string, Node[]>()
  for (const node of inDeclaredOrder(location.nodes)) {
    const range = rangeOf(node)
    if (range !== undefined && !transits.has(node.name)) ranges.set(range, [...(ranges.get(range) ?? []), node])
    else edits.push(writeAtNode(node, ['groups', 'network'], groupsOf(node)))
  }
  for (const [range, nodes] of ranges) edits.push(...cutting(range, nodes, groupsOf))
  return edits
}

/** Cuts a range where the group of its members changes, and names the group of each part. */
function cutting(
  range: string,
  nodes: readonly Node[],
  groupsOf: (node: Node) => readonly GroupName[],
): readonly FileEdit[] {
  const [first] = nodes
  if (first === undefined) return []
  const { file } = first.place
  const changes = nodes.filter((node, index) => {
    const before = nodes[index - 1]
    return before !== undefined && groupsOf(before).join('\n') !== groupsOf(node).join('\n')
  })
  const after = changes.map((node) => memberOf(node, range))
  const bounds = [0, ...after, membersOf(range) ?? 0]
  const parts = [first, ...changes].map((node, index): FileEdit => {
    const key = sliceText(range, bounds[index] ?? 0, bounds[index + 1] ?? 0)
    return { file, edit: { kind: 'set', path: ['nodes', key, 'groups', 'network'], value: groupsOf(node) } }
  })
  const cut: FileEdit = { file, edit: { kind: 'cut', path: ['nodes', range], after } }
  return after.length === 0 ? parts.map((part) => whole(part, range)) : [cut, ...parts]
}

/** A range that stays whole keeps its key, however it is written. */
function whole(part: FileEdit, range: string): FileEdit {
  return part.edit.kind === 'set'
    ? { ...part, edit: { ...part.edit, path: ['nodes', range, 'groups', 'network'] } }
    : part
}

function rangeOf(node: Node): string | undefined {
  const key = node.place.kind === 'node' ? node.place.path[1] : undefined
  return isDeclaredAlone(node) || typeof key !== 'string' ? undefined : key
}

function memberOf({ name }: Node, range: string): number {
  const members = Array.from({ length: membersOf(range) ?? 0 }, (_, member) => substituteText(range, member))
  return members.indexOf(name)
}

/** Nodes of a range one after the other in its order, the others by name. */
function inDeclaredOrder(nodes: readonly Node[]): readonly Node[] {
  const keyOf = (node: Node): string => rangeOf(node) ?? node.name
  const positionOf = (node: Node): number => {
    const range = rangeOf(node)
    return range === undefined ? 0 : memberOf(node, range)
  }
  return nodes.toSorted(
    (left, right) =>
      keyOf(left).localeCompare(keyOf(right), 'en', { numeric: true }) || positionOf(left) - positionOf(right),
  )
}
