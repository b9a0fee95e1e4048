import type { Cluster, Location, Node } from '../../model/fleet.ts'
import type { LocationName } from '../../model/names.ts'
import { networksOverlap } from '../../model/addresses.ts'
import { nodesByValue } from './settings-of-nodes.ts'
import { memoizedByName } from './memoized.ts'

/** What is declared about the users of two locations: the same ones, different ones, or nothing. */
export type Overlap = 'common' | 'separate' | 'undeclared'

/** Says whether two locations have users in common: declared roaming, or client networks that overlap. */
export function overlapOf(left: Location, right: Location): Overlap {
  if (left.name === right.name || roams(left, right) || roams(right, left)) return 'common'
  if (left.clientNetworks.length === 0 || right.clientNetworks.length === 0) return 'undeclared'
  const shared = left.clientNetworks.some((a) => right.clientNetworks.some((b) => networksOverlap(a.value, b.value)))
  return shared ? 'common' : 'separate'
}

/** Whether users of one location are declared to browse through another one. */
export function roams(from: Location, to: Location): boolean {
  return from.roamingWith.some(({ value }) => value === to.name)
}

/** The locations of some nodes that carry users' traffic, in the cluster's order. */
export const locationsOf = memoizedByName((cluster, nodes: readonly Node[]): readonly Location[] => {
  const names = new Set<LocationName>()
  let last: LocationName | undefined
  nodes.forEach(({ facts, location }) => {
    if (facts.managementOnly?.value === true || location === last) return
    names.add(location)
    last = location
  })
  // Most often it is one.
  const only = names.size === 1 ? cluster.locations.find(({ name }) => name === last) : undefined
  return only === undefined ? cluster.locations.filter(({ name }) => names.has(name)) : [only]
})

/** A runtime group whose nodes stand at several locations. */
export interface JoiningGroup {
  readonly group: string
  readonly nodes: readonly Node[]
  readonly first: Node
  readonly locations: readonly Location[]
}

/** The runtime groups that join locations; one for a whole cluster of three locations or more is CM-RT-005's alone. */
export function* joiningGroups(cluster: Cluster): Generator<JoiningGroup> {
  for (const [group, nodes] of nodesByValue(cluster, 'groups.runtime')) {
    const locations = locationsOf(cluster, nodes)
    const [first] = nodes
    if (locations.length < 2 || first === undefined || typeof group !== 'string' || group.trim() === '') continue
    if (nodes.length === cluster.nodes.length && locations.length > 2) continue
    yield { group, nodes, first, locations }
  }
}
