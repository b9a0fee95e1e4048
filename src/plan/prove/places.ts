import type { NodeName } from '../../model/names.ts'
import { at } from '../../topology/at.ts'
import { besides } from './besides.ts'
import { isSingled, type Usability } from './usability.ts'

/** Where the nodes of a commit stand, by index, so that looking at memberships asks for no name. */
export interface Places {
  /** Each node among those that the repository declares; -1 for one that nobody declares. */
  readonly declaredAs: Int32Array
  /** The location of each node by number; -1 for a node that nobody declares. */
  readonly locationOf: Int32Array
  /** Nodes with the same number reach the same others and each other; a node that nobody declares is alike to none. */
  readonly likenessOf: Int32Array
}

/** Looks up every node of a commit once, in the order of their names. */
export function placesOf(nodes: readonly NodeName[], usability: Usability): Places {
  const places = {
    declaredAs: new Int32Array(nodes.length),
    locationOf: new Int32Array(nodes.length),
    likenessOf: new Int32Array(nodes.length),
  }
  const declared = besides(usability.nodes)
  nodes.forEach((name, node) => {
    const known = declared(name)
    const location = known === -1 ? -1 : at(usability.locationOf, known)
    places.declaredAs[node] = known
    places.locationOf[node] = location
    // Below zero stands the node itself.
    places.likenessOf[node] = location === -1 || isSingled(usability, known) ? -1 - node : location
  })
  return places
}
