import type { NodeState } from './state.ts'
import { WIRE } from './wire-names.ts'

/** What the dashboard of a node warns of, in alphabetical order. */
export function alertsOf(node: NodeState): readonly string[] {
  const standing = [...node.alerts.keys()]
  return (node.ca === WIRE.shippedAuthority ? [...standing, WIRE.alerts.shippedAuthority] : standing).toSorted()
}
