import type { ClusterName, NodeName } from './names.ts'
import type { SettingName } from './settings.ts'
import type { Layer } from './sourced.ts'

/** What a change of the repository does to one cluster: resolved values before and after, not lines of YAML. */
export interface ClusterChange {
  readonly cluster: ClusterName
  /** Absent when the cluster is there before and after. */
  readonly kind?: 'added' | 'removed'
  /** Values of the cluster as a whole, sorted by name. */
  readonly values: readonly ValueChange[]
  /** Sorted by name. */
  readonly nodes: readonly NodeChange[]
  /** Names of what the policy holds and that differs: `list "x"`, `rule set "y"`; sorted. */
  readonly policy: readonly PolicyChange[]
}

/** What a change does to one node. A node is the same one when its UUID is the same, whatever it is called. */
export interface NodeChange {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly node: NodeName
  readonly location: string
  /** Its name before, where it was renamed. */
  readonly renamedFrom?: NodeName
  /** Its location before, where it was moved. */
  readonly movedFrom?: string
  /** Sorted by name; for a node that was added or removed, all its values. */
  readonly values: readonly ValueChange[]
}

/** One value before and after; absent means that it is not managed (or that there was nothing). */
export interface ValueChange {
  readonly name: SettingName | DescriptiveName
  readonly before?: unknown
  readonly after?: unknown
  /** What caused the value after, or the one before where there is none after. */
  readonly cause?: { readonly layer: Layer; readonly file: string; readonly path: readonly (string | number)[] }
}

/** Values that describe a node or a cluster and are not settings of an appliance. */
export type DescriptiveName =
  | 'address'
  | 'ca'
  | 'entryNode'
  | 'hostname'
  | 'outOfService'
  | 'port'
  | 'transit'
  | 'transitGroup'
  | 'uuid'
  | 'version'
  | 'build'

/** An object of the policy that was added, removed or changed. */
export interface PolicyChange {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly object: 'rule set' | 'list' | 'table' | 'settings' | 'property' | 'system file'
  readonly name: string
}

/** Whether a change does nothing at all. */
export function isEmptyChange({ kind, values, nodes, policy }: ClusterChange): boolean {
  return kind === undefined && values.length === 0 && nodes.length === 0 && policy.length === 0
}
