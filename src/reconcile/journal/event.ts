import type { Digest, NodeName, Uuid } from '../../model/names.ts'
import type { Step } from '../../plan/plan.ts'
import type { Verification } from '../../plan/progress.ts'
import type { RunId } from '../ports.ts'

/** Everything that the journal can say. Intents come before their effects, so that a crash in between shows. */
export type JournalEvent =
  | {
      readonly kind: 'run started'
      readonly command: string
      readonly by: string
      readonly desired: Digest
      readonly observed: Digest
      readonly dialect: Digest
      /** Commit that the desired state is from, where it is from git. */
      readonly revision?: string
      /** Where the journal stood when nothing was left to do, as far as the run found that remembered: the digest of a record. */
      readonly settled?: Digest
      /** The run that this one takes back. */
      readonly undoes?: RunId
      /** Those whose signatures on the plan counted. */
      readonly approvedBy?: readonly string[]
      readonly phases: number
    }
  /** The line before was torn by a crash: its digest and length, so that it cannot be exchanged afterwards. */
  | { readonly kind: 'recovered'; readonly torn: Digest; readonly bytes: number }
  | { readonly kind: 'backup stored'; readonly file: string; readonly sha256: Digest }
  | { readonly kind: 'phase started'; readonly phase: number; readonly title: string; readonly steps: number }
  | {
      readonly kind: 'write intended'
      readonly phase: number
      readonly step: Step
      /** Digest of the entries that a list which is edited held before; absent in what older versions wrote. */
      readonly found?: Digest
    }
  | {
      readonly kind: 'commit intended'
      readonly phase: number
      /** The node that it is sent to, whose clock gives what is stored its time; absent in what older versions wrote. */
      readonly through?: Uuid
      /** What that node was called then, where it was known: for people. */
      readonly node?: NodeName
      /** ISO instant by that clock or a little before, as far as the clock was measured. */
      readonly nodeTime?: string
    }
  | { readonly kind: 'committed'; readonly phase: number }
  /** A phase ended before its commit, and a look showed that a system file of it is in effect all the same. */
  | { readonly kind: 'stored at once'; readonly phase: number }
  /** The answer to a commit was lost; whether it took effect is found out by looking. */
  | { readonly kind: 'commit uncertain'; readonly phase: number; readonly cause: string }
  | { readonly kind: 'verified'; readonly phase: number; readonly verification: Verification }
  | { readonly kind: 'foreign change lost'; readonly object: string; readonly copy: string }
  | { readonly kind: 'waiting for a person'; readonly step: string; readonly confirmable: boolean }
  | { readonly kind: 'confirmed by a person'; readonly step: string; readonly by: string }
  | { readonly kind: 'lock broken'; readonly by: string; readonly why: string }
  | { readonly kind: 'held'; readonly by: string; readonly why: string; readonly until?: string }
  | { readonly kind: 'released'; readonly by: string }
  | {
      readonly kind: 'run ended'
      readonly outcome: string
      /** Phases that an end before everything was done left undone; absent in what older versions wrote. */
      readonly left?: number
    }
