import type { Cluster } from '../../model/fleet.ts'
import type { ClockSkew, Observation, ProductVersion } from '../../model/observed.ts'

/** A running cluster as one look from outside found it: what the rules of stage `live` judge. */
export interface LiveObservation {
  readonly cluster: Cluster
  readonly nodes: readonly SeenNode[]
  /** Name of the node at which somebody else is attached, as the entry node says; `unnamed` where it names none. */
  readonly attachedAt?: string
  /** Milliseconds since the last commit that is known of. */
  readonly sinceCommit?: number
}

/** One node of it, by the name that it has in the YAML. */
export interface SeenNode {
  readonly name: string
  /** Whether it shows the storage that the entry node shows; undefined where nobody knows. */
  readonly holds?: boolean
  readonly version: Observation<ProductVersion>
  readonly skew: Observation<ClockSkew>
  /** At which node it says that somebody is attached, where it refused us for that. */
  readonly attachedAt?: string
}
