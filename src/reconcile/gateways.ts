import type { Gateway, WritableGateway } from '../appliance/port.ts'
import type { Uuid } from '../model/names.ts'

/** The ways into one cluster: the entry node for everything, and each node for asking what it holds. */
export interface Gateways<Entry extends Gateway = Gateway> {
  readonly entry: Entry
  /** A way to one node itself; undefined where the host file has none. */
  at(node: Uuid): Gateway | undefined
  /** Whether the host file allows a session at every node: it takes the cluster's one attachment for a moment each. */
  readonly mayAskNodes: boolean
}

/** Why a node is not asked to which there is no way. */
export const NO_ADDRESS = 'the host file has no address for it'

/** The ways into a cluster that is going to be changed. */
export type WritableGateways = Gateways<WritableGateway>
