import type { LocationName, NodeName } from '../../model/names.ts'
import type { Place, Usability } from './usability.ts'

/** Where the nodes of a commit stand, by index, so that looking at memberships asks for no name. */
export interface Places {
  /** The location of each node by number; -1 for a node that nobody declares. */
  readonly locationOf: Int32Array
  /** The names of the numbers. */
  readonly locations: readonly LocationName[]
  /** Nodes with the same number reach the same others and each other; a node that nobody declares is alike to none. */
  readonly likenessOf: Int32Array
}

/** Looks up every node of a commit once, in the order of their names. */
export function placesOf(nodes: readonly NodeName[], usability: Usability): Places {
  const numbers = new Map<LocationName, number>()
  const places = { locationOf: new Int32Array(nodes.length), likenessOf: new Int32Array(nodes.length) }
  const declared = besides(usability.nodes)
  const singled = besides(usability.singled)
  nodes.forEach((name, node) => {
    const location = usability.locations[declared(name) ?? -1]
    const number = location === undefined ? -1 : (numbers.get(location) ?? numbers.size)
    if (location !== undefined) numbers.set(location, number)
    places.locationOf[node] = number
    // Below zero stands the node itself.
    places.likenessOf[node] = singled(name) === undefined && number !== -1 ? number : -1 - node
  })
  return { ...places, locations: [...numbers.keys()] }
}

/** A node of a commit with its location. */
export function placeOf(nodes: readonly NodeName[], places: Places, node: number): Place | undefined {
  const [name, location] = [nodes[node], places.locations[places.locationOf[node] ?? -1]]
  return name === undefined || location === undefined ? undefined : { node: name, location }
}

/**
 * Finds names in a sorted list as long as it is asked for them in the same order. Walks along instead of looking them up:
 * of 100,000 names each look-up is a wait for memory.
 */
function besides(sorted: readonly string[]): (name: string) => number | undefined {
  let index = 0
  return (name) => {
    for (let here = sorted[index]; here !== undefined && here < name; here = sorted[index]) index++
    return sorted[index] === name ? index : undefined
  }
}
