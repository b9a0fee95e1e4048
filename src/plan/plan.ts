import type { ClusterName, Digest, GroupName, NodeName, Uuid } from '../model/names.ts'
import type { ListEntry } from '../model/observed.ts'
import type { SettingName, SettingValue } from '../model/settings.ts'
import type { Proof } from './proof.ts'

/** What has to be done to a cluster so that it is what the repository says; plain data, printable, storable. */
export interface Plan {
  readonly formatVersion: 1
  readonly cluster: ClusterName
  /** What this plan is good for; apply refuses when any of the three has moved. */
  readonly basedOn: {
    readonly desired: Digest
    readonly observed: Digest
    readonly dialect: Digest
  }
  /** Carried out in order; each is one commit, or one manual step. */
  readonly phases: readonly Phase[]
  /** What Pader would change and cannot: reported, never silently dropped. */
  readonly blocked: readonly Blocked[]
}

/** One commit on the entry node (or one thing a person does), with the proof that it cuts nobody off. */
export interface Phase {
  readonly ordinal: number
  readonly kind: 'expand' | 'contract' | 'settings' | 'policy' | 'manual'
  readonly title: string
  readonly steps: readonly Step[]
  readonly proof: Proof
}

/** The smallest change that is written, read back and reported. */
export type Step =
  | {
      readonly kind: 'set property'
      readonly node: NodeName
      readonly uuid: Uuid
      readonly setting: SettingName
      readonly before: SettingValue | undefined
      readonly after: SettingValue
    }
  | {
      readonly kind: 'create list'
      readonly list: string
      readonly type: string
      readonly entries: readonly ListEntry[]
    }
  | {
      readonly kind: 'edit list'
      readonly list: string
      readonly type: string
      readonly edits: readonly ListEdit[]
    }
  | { readonly kind: 'delete list'; readonly list: string; readonly type: string }
  | {
      readonly kind: 'write system file'
      readonly node: NodeName
      readonly uuid: Uuid
      readonly path: string
      readonly before: Digest | undefined
      readonly after: Digest
    }
  | {
      readonly kind: 'manual'
      readonly id: string
      readonly instructions: readonly string[]
      readonly check: ManualCheck
    }

/** One operation on a list, at a 0-based position that counts the operations before it. */
export type ListEdit =
  | { readonly kind: 'insert'; readonly position: number; readonly entry: ListEntry }
  | { readonly kind: 'replace'; readonly position: number; readonly before: ListEntry; readonly entry: ListEntry }
  | { readonly kind: 'remove'; readonly position: number; readonly before: ListEntry }

/** How Pader finds out that a person has done a manual step. */
export type ManualCheck =
  | { readonly kind: 'membership'; readonly uuid: Uuid; readonly expected: 'present' | 'absent' }
  | { readonly kind: 'setting'; readonly node: NodeName; readonly setting: SettingName; readonly value: SettingValue }
  | { readonly kind: 'confirmation'; readonly question: string }

/** A difference that this plan does not remove, and why. */
export interface Blocked {
  readonly node?: NodeName
  readonly setting?: SettingName
  readonly object?: string
  readonly reason: string
  readonly remedy: string
}

/** Network groups of each node at one moment. */
export type Membership = ReadonlyMap<NodeName, readonly GroupName[]>
