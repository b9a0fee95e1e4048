import type { NodeName } from '../model/names.ts'
import type { Phase, Step } from './plan.ts'

/** How much is certain about a node holding what was committed; see {@link Verification}. */
export type VerificationLevel = 1 | 2 | 3

/** What is known after a commit about who holds it. Only `level: 3` with nobody left over is called "in sync". */
export interface Verification {
  /** 1 stored: a fresh session at the entry node reads it back. 2: and no log tells of a failure. 3: every node was asked. */
  readonly level: VerificationLevel
  /** Nodes that showed the committed storage in a session of their own. */
  readonly confirmed: readonly NodeName[]
  /** Nodes that answered and show something else. */
  readonly behind: readonly NodeName[]
  /** Nodes that were not asked or did not answer, and why. */
  readonly notConfirmed: readonly { readonly node: NodeName; readonly reason: string }[]
  /** Those of both that are declared out of service: that they do not show it is no trouble. */
  readonly away?: readonly NodeName[]
  /** What coordinator logs say since the last commit; absent where they were not asked, empty where they say nothing. */
  readonly failures?: readonly LoggedFailure[]
}

/** Whether every node was shown to hold the storage: the only thing that may be called "in sync". */
export function isInSync({ level, behind, notConfirmed }: Verification): boolean {
  return level === 3 && behind.length === 0 && notConfirmed.length === 0
}

/** Nodes that answered and should hold it, and show something else. */
export function lateIn({ behind, away = [] }: Verification): readonly NodeName[] {
  return behind.filter((node) => !away.includes(node))
}

/** Nodes that did not show that they hold it, and need not be late, each with why. */
export function unshownIn({ behind, notConfirmed, away = [] }: Verification): Verification['notConfirmed'] {
  const reasonOf = (node: NodeName, reason: string): string =>
    away.includes(node) ? `declared out of service; ${reason}` : reason
  return [
    ...behind
      .filter((node) => away.includes(node))
      .map((node) => ({ node, reason: reasonOf(node, 'it shows something else') })),
    ...notConfirmed.map(({ node, reason }) => ({ node, reason: reasonOf(node, reason) })),
  ]
}

/** A line of a node's coordinator log that a commit can be blamed for. */
export interface LoggedFailure {
  readonly node: NodeName
  /** The node that it could not reach, where the line is about one. */
  readonly peer?: NodeName
  readonly said: string
}

/** Nodes are asked before a commit that rests on what they hold, after it, or where a run found nothing to commit. */
export type AskedWhen = 'before' | 'after' | 'idle'

/** How an apply ended; each has its exit code. Whatever ended it early says how the nodes were left. */
export type Outcome =
  | { readonly kind: 'nothing to do'; readonly verification: Verification }
  | { readonly kind: 'in sync'; readonly commits: number }
  /** Everything is stored, but not every node was shown to hold it. */
  | { readonly kind: 'stored'; readonly commits: number; readonly verification: Verification }
  | (Ending & { readonly standing: Standing })

/** How the nodes stand when a run ends early; nothing is ever half of a phase. */
export interface Standing {
  /** Phases of this run that are in effect. */
  readonly committed: number
  /** Phases that are not, as far as they were planned. */
  readonly left: number
  /** Whether it is not known if the last commit took effect; the next run finds out. */
  readonly uncertain: boolean
  /** What the nodes showed when this run asked them last, if it did. */
  readonly shown?: Verification
}

/** Why a run ended before everything was done. */
export type Ending =
  /** The plan is about something that is not there any more; `moved` names what changed, `otherwise` says why where nothing did. */
  | { readonly kind: 'stale'; readonly moved: readonly string[]; readonly otherwise?: string }
  | { readonly kind: 'locked'; readonly by: string; readonly remedy: string }
  | { readonly kind: 'held'; readonly by: string; readonly why: string; readonly remedy: string }
  | { readonly kind: 'guarded'; readonly objections: readonly string[]; readonly remedy: string }
  /** A person has to do something first, and `goOn` is what that makes Pader go on from here. */
  | { readonly kind: 'waiting'; readonly for: string; readonly instructions: readonly string[]; readonly goOn: string }
  /** Another storage has won after a commit of ours: stop and let a person look. */
  | { readonly kind: 'superseded'; readonly objects: readonly string[]; readonly remedy: string }
  | { readonly kind: 'failed'; readonly fault: string; readonly message: string; readonly remedy: string }

/** What an apply tells while it works; others decide how to show it. */
export type Progress =
  | { readonly kind: 'observing' }
  | { readonly kind: 'observed'; readonly nodes: number; readonly unknown: readonly string[] }
  | { readonly kind: 'backed up'; readonly file: string; readonly digest: string; readonly bytes: number }
  | { readonly kind: 'phase started'; readonly phase: Phase; readonly of: number }
  | { readonly kind: 'step written'; readonly phase: Phase; readonly step: Step }
  | { readonly kind: 'committing'; readonly phase: Phase }
  /** `attachedFor`: seconds for which the session kept administrators out of the other nodes. */
  | { readonly kind: 'committed'; readonly phase: Phase; readonly attachedFor: number }
  | { readonly kind: 'asking'; readonly node: NodeName }
  | { readonly kind: 'answered'; readonly node: NodeName; readonly holds: boolean | undefined; readonly detail: string }
  | { readonly kind: 'verified'; readonly asked: AskedWhen; readonly verification: Verification }
  /** Whether nodes are late could not be told, and the cluster is looked at once more: the entry node was changed meanwhile. */
  | { readonly kind: 'looking again'; readonly why: string }
  /** `until`: ISO instant at which it is over; without one, it is over as soon as somebody else is ready, or after these seconds. */
  | { readonly kind: 'waiting'; readonly reason: string; readonly seconds: number; readonly until?: string }
  /** Sign of life of a wait that was told. */
  | { readonly kind: 'still waiting'; readonly seconds: number }
  /** A change that somebody else made was overwritten; a copy of it was kept. */
  | { readonly kind: 'foreign change lost'; readonly object: string; readonly copy: string }
  | { readonly kind: 'finished'; readonly outcome: Outcome }
