import type { DrawnWorld } from './draw-world.ts'
import { noRollout, type RolloutWatch } from './canary-laws.ts'
import type { Step } from '../../src/plan/plan.ts'
import type { JournalEvent } from '../../src/reconcile/journal/event.ts'
import { viewer, type StoredView } from './views.ts'
import type { VirtualTime } from './virtual-time.ts'

/** A session as the judge knows it. */
export interface SessionWatch {
  /** Whether it left changes that are neither committed nor discarded. */
  pending: boolean
  loggedOff: boolean
  /** Attempts to log off. */
  attempts: number
  commits: number
  /** What was sent and not answered. */
  readonly unanswered: Set<string>
}

/** What the judge remembers of a run. */
export interface RunWatch {
  /** By cookie. */
  readonly sessions: Map<string, SessionWatch>
  /** Steps that the journal announced for the phase that is on its way. */
  steps: Step[]
  /** Parts that the journal announced at any time. */
  readonly announced: Set<string>
  last: JournalEvent | undefined
  /** What the cluster held right after the last commit of this run that took effect. */
  effective: number | undefined
  commitAt: number | undefined
  intendedAt: number | undefined
  /** Parts that others changed and that a commit of this run overwrote. */
  readonly lost: Set<string>
  backedUp: boolean
  /** When its last session began: what was saved later it may not have seen. */
  lookedAt: number
  /** What it asked for in its last session of looking and did not get to see. */
  readonly unread: Set<string>
  /** Whether a person held the cluster when the journal announced the commit. */
  held: boolean
}

/** What laws are judged by: the world, what was seen of it, and where a breach is told. */
export interface Court {
  readonly world: DrawnWorld
  readonly time: VirtualTime
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly runOf: (run: string) => RunWatch
  readonly runs: ReadonlyMap<string, RunWatch>
  readonly viewOf: (node: string, storage: number) => StoredView
  /** What the entry node holds at the moment. */
  readonly entryView: () => { readonly id: number; readonly view: StoredView }
  readonly violate: (what: string) => void
  /** Parts that somebody else saved, and when last. */
  readonly others: Map<string, number>
  /** Parts that became others at the entry node without a commit of a run there: another storage has won. */
  readonly turned: Set<string>
  /** What the entry node held when the judge looked last. */
  entrySeen: { readonly id: number; readonly view: StoredView }
  /** Parts that others saved between a run's last look and its commit: nobody who only reads can see such a change. */
  readonly unseen: string[]
  /** What each node held, oldest first. */
  readonly history: Map<string, { readonly at: number; readonly digest: string }[]>
  clocksMovedAt: number
  lastCommitAt: number | undefined
  /** When the run that made the last commit decided on it: what its own clock says of that moment is all it knows later. */
  lastIntentAt: number
  /** The rollout that is under way, where changes are spread over locations. */
  rollout: RolloutWatch
  readonly violation: () => string | undefined
}

/** Opens a court over a drawn world. */
export function openCourt(
  world: DrawnWorld,
  time: VirtualTime,
  files: ReadonlyMap<string, Uint8Array>,
  note: (line: string) => void,
): Court {
  const runs = new Map<string, RunWatch>()
  const viewOf = viewer(world.cluster)
  let violation: string | undefined
  const entryView = (): Court['entrySeen'] => {
    const id = world.cluster.holdings().get(world.entry)!
    return { id, view: viewOf(world.entry, id) }
  }
  return {
    world,
    time,
    files,
    viewOf,
    runs,
    runOf: (run) => {
      const known = runs.get(run) ?? newRun()
      runs.set(run, known)
      return known
    },
    entryView,
    entrySeen: entryView(),
    turned: new Set(),
    violate: (what) => {
      if (violation === undefined) note(`PROMISE BROKEN: ${what}`)
      violation ??= what
    },
    others: new Map(),
    unseen: [],
    history: new Map(),
    clocksMovedAt: -Infinity,
    lastCommitAt: undefined,
    lastIntentAt: -Infinity,
    rollout: noRollout(),
    violation: () => violation,
  }
}

function newRun(): RunWatch {
  return {
    sessions: new Map(),
    steps: [],
    announced: new Set(),
    last: undefined,
    effective: undefined,
    commitAt: undefined,
    intendedAt: undefined,
    lost: new Set(),
    backedUp: false,
    lookedAt: -Infinity,
    unread: new Set(),
    held: false,
  }
}
