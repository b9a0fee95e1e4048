import type { ClusterName, Digest, NodeName, Uuid } from '../model/names.ts'
import type { ListEntry } from '../model/observed.ts'
import type { Endpoint, SettingName, SettingValue } from '../model/settings.ts'
import type { ProxyRequest } from '../model/canary.ts'
import type { ManualAction } from './manual-action.ts'
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
  readonly estimate: Estimate
  /** Differences that a lease accepts for now: what would be done if there were none. */
  readonly leased?: readonly LeasedStep[]
  /** Nodes that are declared out of service and are not as the repository says: they catch up when they are back. */
  readonly away?: readonly AwayNode[]
}

/** A node that is left alone for as long as it is declared out of service. */
export interface AwayNode {
  readonly node: NodeName
  readonly ticket: string
  readonly reason: string
  /** Last day of the declaration, as YYYY-MM-DD. */
  readonly expires: string
  /** What would be done to it if it were in service; nothing where it is not in the cluster and would be added. */
  readonly steps: readonly Step[]
}

/** A step that is not carried out because a lease accepts what is there. */
export interface LeasedStep {
  readonly step: Step
  readonly ticket: string
  readonly owner: string
  readonly reason: string
  /** Last day of the lease, as YYYY-MM-DD. */
  readonly expires: string
}

/** One commit on the entry node (or one thing a person does), with the proof that it cuts nobody off. */
export interface Phase {
  /** Position in the plan, from 1. */
  readonly ordinal: number
  readonly kind: PhaseKind
  readonly title: string
  /** What must hold right before the phase starts; checked by whoever carries it out. */
  readonly preconditions: readonly Precondition[]
  /** In a phase of kind `manual` all steps are manual, in any other none is. Their order inside the phase is free. */
  readonly steps: readonly Step[]
  readonly proof: Proof
}

/**
 * What a phase does. `expand` only adds memberships (or listener addresses), `contract` only takes away, `regroup` does
 * both at once where that is proved; a `manual` phase is for a person, everything else is one commit.
 */
export type PhaseKind = 'settings' | 'expand' | 'contract' | 'regroup' | 'policy' | 'manual'

/** Something that must hold before a phase starts, because the phase's proof rests on it. No flag overrides one. */
export type Precondition =
  /** Each of these nodes was asked in a session of its own (level 3) and holds what was committed last. */
  | { readonly kind: 'confirmed'; readonly nodes: readonly NodeName[]; readonly because: string }
  /** The node's Central Management ports take no connection: it is declared out of service, and must not return meanwhile. */
  | {
      readonly kind: 'isolated'
      readonly node: NodeName
      readonly ticket: string
      readonly endpoints: readonly Endpoint[]
    }
  /** What this rollout committed before has been in effect for so long, and the nodes that it reached are well. */
  | {
      readonly kind: 'soaked'
      readonly seconds: number
      readonly probe?: ProxyRequest
      /** Nodes that are declared out of service: how they are says nothing of the rollout. */
      readonly except?: readonly NodeName[]
    }
  /** The entry node's clock is past the last known save by more than the measured skew and a margin. */
  | { readonly kind: 'clock'; readonly entry: NodeName }

/** What carrying out a plan costs at least: nobody waits for a request that is not counted here. */
export interface Estimate {
  readonly commits: number
  readonly requests: number
  /** Steps that a person carries out. */
  readonly manualSteps: number
}

/** The smallest change that is written, read back and reported. */
export type Step =
  | {
      readonly kind: 'set property'
      readonly node: NodeName
      readonly uuid: Uuid
      readonly setting: SettingName
      readonly before: SettingValue
      readonly after: SettingValue
    }
  | {
      readonly kind: 'create list'
      readonly list: string
      readonly type: string
      /** What the UI shows beside it; says who owns the list. */
      readonly description: string
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
      /** Digest of the text that is there; absent where there is no such file yet. */
      readonly before?: Digest
      readonly after: Digest
    }
  | {
      /** A value of a settings object of the policy, which the whole cluster shares. */
      readonly kind: 'set policy setting'
      /** Name of the object. */
      readonly settings: string
      /** Action or engine that it belongs to, as a word of the policy language. */
      readonly target: string
      readonly key: string
      readonly before: string
      readonly after: string
      /** Top-level rule sets that use the object. */
      readonly ruleSets: readonly string[]
    }
  | {
      /** Puts top-level rule sets in, takes others away and puts all in their order; what is not Pader's stays. */
      readonly kind: 'put rule sets'
      readonly imports: readonly RuleSetImport[]
      /** Names of rule sets that the repository has no more. */
      readonly removes: readonly string[]
      /** Names in the order in which they are processed afterwards. */
      readonly order: readonly string[]
    }
  | {
      readonly kind: 'manual'
      readonly id: string
      readonly action: ManualAction
      readonly instructions: readonly string[]
      readonly check: ManualCheck
    }

/** A rule set of the repository that is imported, in the place of the one of its name where there is one. */
export interface RuleSetImport {
  readonly name: string
  /** Digest of what it has to say. */
  readonly content: Digest
  /** The same without values of settings, which are remembered by themselves. */
  readonly rules: Digest
  readonly replaces: boolean
  /** In what it differs from the one that it replaces, in the readable notation. */
  readonly differences: readonly string[]
}

/** One operation on a list, at a 0-based position that counts the operations before it. */
export type ListEdit =
  | { readonly kind: 'insert'; readonly position: number; readonly entry: ListEntry }
  | { readonly kind: 'replace'; readonly position: number; readonly before: ListEntry; readonly entry: ListEntry }
  | { readonly kind: 'remove'; readonly position: number; readonly before: ListEntry }

/** How Pader finds out that a person has done a manual step. */
export type ManualCheck =
  | { readonly kind: 'membership'; readonly uuid: Uuid; readonly expected: 'present' | 'absent' }
  /** Whether a TCP connection to the address is accepted. */
  | { readonly kind: 'port'; readonly address: string; readonly port: number; readonly expected: 'open' | 'closed' }
  | { readonly kind: 'version'; readonly node: NodeName; readonly version: string; readonly build?: string }
  | { readonly kind: 'setting'; readonly node: NodeName; readonly setting: SettingName; readonly value: SettingValue }
  /** Whether the export of a top-level rule set says what the repository says; absent = there is no such rule set. */
  | { readonly kind: 'rule set'; readonly name: string; readonly content?: Digest }
  /** Whether these top-level rule sets are processed in this order. */
  | { readonly kind: 'rule set order'; readonly names: readonly string[] }
  | { readonly kind: 'confirmation'; readonly question: string }

/** A difference that this plan does not remove, and why. */
export interface Blocked {
  readonly node?: NodeName
  readonly setting?: SettingName
  readonly object?: string
  readonly reason: string
  readonly remedy: string
}
