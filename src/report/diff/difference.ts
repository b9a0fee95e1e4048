import type { Suspicion } from '../../doctor/who-changed.ts'
import type { LiveDifference } from '../../plan/live-differences.ts'

/** A difference between a cluster and what Pader last left there, with who seems to have made it. */
export interface AttributedDifference extends LiveDifference {
  readonly suspect?: Suspicion
}

/** All differences of one cluster. Instants are ISO texts. */
export interface ClusterDifferences {
  readonly cluster: string
  /** When Pader last had nothing left to do: what moved at the appliances moved after it. */
  readonly appliedAt?: string
  readonly commit?: string
  readonly differences: readonly AttributedDifference[]
  /** Nodes of the YAML that are no members of the cluster: not added yet, or taken out by somebody. */
  readonly missing?: readonly string[]
  /** Members that no file names. */
  readonly strangers?: readonly string[]
  /** Why nobody is named for changes, where an audit log could not be read. */
  readonly unread: readonly string[]
}

const ACCEPTED: ReadonlySet<AttributedDifference['moved']> = new Set(['unmanaged', 'leased', 'away'])

/** Whether a cluster is not as Pader left it; what it does not manage or accepts does not count. */
export function differs({ differences, missing = [], strangers = [] }: ClusterDifferences): boolean {
  return missing.length + strangers.length > 0 || differences.some(({ moved }) => !ACCEPTED.has(moved))
}
