import type { ArmedFault } from '../faults.ts'
import type { HandMadeChange } from './save-by-hand.ts'

/** What can be done to a cluster that no client can do; nodes are named by UUID. */
export type ControlCommand = NetworkCommand | NodeCommand | PersonCommand | MembershipCommand

/** What happens to the network between the nodes, or to requests. */
export type NetworkCommand =
  | { readonly kind: 'cut'; readonly between: readonly [string, string] }
  /** Heals one pair, or all of them. */
  | { readonly kind: 'heal'; readonly between?: readonly [string, string] }
  /** Cuts every way between nodes of different sides. */
  | { readonly kind: 'partition'; readonly sides: readonly (readonly string[])[] }
  | { readonly kind: 'fault'; readonly fault: ArmedFault }
  | { readonly kind: 'clear faults' }
  | { readonly kind: 'expire sessions' }

/** What happens to one node. */
export type NodeCommand =
  | { readonly kind: 'down' | 'up'; readonly node: string }
  | { readonly kind: 'slow'; readonly node: string; readonly milliseconds: number }
  | { readonly kind: 'skew'; readonly node: string; readonly seconds: number }
  | { readonly kind: 'upgrade'; readonly node: string; readonly version: string; readonly build: string }
  | { readonly kind: 'set ca'; readonly node: string; readonly ca: string }
  /** Takes no storage from others until told otherwise. */
  | { readonly kind: 'deaf'; readonly node: string; readonly deaf: boolean }

/** What an administrator does at the UI of a node. */
export type PersonCommand =
  | { readonly kind: 'ui login' | 'ui logout'; readonly node: string; readonly user: string }
  | { readonly kind: 'save by hand'; readonly node: string; readonly user: string; readonly change: HandMadeChange }

/** Who belongs to the cluster; done at the UI of the node `at`, or started by the joining side. */
export interface MembershipCommand {
  readonly kind: 'add node' | 'join' | 'remove node'
  readonly at: string
  readonly node: string
}
