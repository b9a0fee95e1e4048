import type { ListEntry } from './list-entry.ts'
import type { Digest, NodeName, Uuid } from './names.ts'
import type { PolicyObjects } from './policy/policy.ts'
import type { SettingName, SettingValue } from './settings.ts'

export type { ListEntry } from './list-entry.ts'

/**
 * What is known of one thing on an appliance.
 * Unknown is never empty: it blocks writing, and nothing is ever deleted because of it.
 */
export type Observation<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string; readonly failed?: FailedQuestion }

/** What became of a question that was to tell, where that is known apart from the reason. */
export interface FailedQuestion {
  /** Whether there was an answer, though one of no use. */
  readonly isAnswered: boolean
  /** What happened, without naming the question, or that nobody answered. */
  readonly detail: string
  /** What to do, where more is known than that nobody answered. */
  readonly remedy?: string
}

/** An observation of something that was read. */
export function known<Value>(value: Value): Observation<Value> {
  return { kind: 'known', value }
}

/** An observation of something that the appliance said it does not have. */
export const absent: Observation<never> = { kind: 'absent' }

/** An observation that failed, and why. */
export function unknown(reason: string, failed?: FailedQuestion): Observation<never> {
  return { kind: 'unknown', reason, ...(failed === undefined ? {} : { failed }) }
}

/** The known value, or undefined where it is absent or unknown; only for display, never for deciding a deletion. */
export function valueOf<Value>(observation: Observation<Value>): Value | undefined {
  return observation.kind === 'known' ? observation.value : undefined
}

/** Product version and build as an appliance reports them. */
export interface ProductVersion {
  readonly version: string
  readonly build: string
}

/** Difference between two clocks in seconds (positive: the first is ahead), with its uncertainty. */
export interface ClockSkew {
  readonly seconds: number
  readonly uncertainty: number
}

/** A cluster as it was seen at one moment, through its entry node. */
export interface ObservedCluster {
  /** ISO instant of the observation; in the envelope only, outside every digest. */
  readonly observedAt: string
  /** The UUIDs in the cluster's feed; unknown when the feed could not be read. */
  readonly membership: Observation<readonly Uuid[]>
  readonly nodes: ReadonlyMap<Uuid, ObservedNode>
  readonly lists: Observation<ReadonlyMap<string, ObservedList>>
  /** The top-level rule sets in the order in which they are processed; absent where nobody asked for them. */
  readonly ruleSets: Observation<readonly ObservedRuleSet[]>
  /** Version that the entry node reports. */
  readonly version: Observation<ProductVersion>
  /** Digest of everything that was read, for "has anything moved since". */
  readonly fingerprint: Observation<Digest>
}

/** One node of an observed cluster. */
export interface ObservedNode {
  readonly uuid: Uuid
  /** Name that YAML gives to this UUID; absent for a node that YAML does not have. */
  readonly name?: NodeName
  /** Title in the appliances feed. */
  readonly title: Observation<string>
  readonly settings: { readonly [Name in SettingName]?: Observation<SettingValue> }
  /** Digest of each configuration document that was read, by document id: also what Pader does not manage. */
  readonly documents: ReadonlyMap<string, Observation<Digest>>
  readonly systemFiles: ReadonlyMap<string, Observation<string>>
  /** From a session of its own at this node, unknown where that was tried in vain; absent where nobody asked. */
  readonly version?: Observation<ProductVersion>
  /** Between its clock and the entry node's. */
  readonly skew: Observation<ClockSkew>
}

/** A list of the policy as an appliance holds it. */
export interface ObservedList {
  readonly id: string
  readonly name: string
  /** Short type, for example `regex`. */
  readonly type: string
  readonly description: string
  readonly entries: readonly ListEntry[]
  /** Its entries come from a subscription, not from people. */
  readonly subscribed?: true
}

/** A top-level rule set as an appliance exports it, with the objects that it refers to. */
export interface ObservedRuleSet {
  readonly id: string
  readonly name: string
  readonly holds: Observation<PolicyObjects>
  /** Digest of what it says, values of settings aside; absent where that cannot be read. */
  readonly rules?: Digest
}
