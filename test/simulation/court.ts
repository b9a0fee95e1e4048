import type { DrawnWorld } from './draw-world.ts'
import type { ApprovalWatch } from './run-laws.ts'
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
  /** When it was asked to stop. */
  stopAskedAt: number
  /** When it sent its first request. */
  readonly beganAt: number
  /** The plan that somebody approved for it. */
  approval: ApprovalWatch | undefined
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
  /** Counts something that is rare, so that a test can tell whether seeds meet it at all. */
  readonly count: (what: string) => void
  readonly happened: ReadonlyMap<string, number>
  /** What each node held, oldest first. */
  readonly history: Map<string, { readonly at: number; readonly digest: string }[]>
  clocksMovedAt: number
  /** Since when a node that is declared out of service is up; undefined where it is off. */
  awayUpSince: number | undefined
  /** Since when nodes run another version than the entry node, by UUID. */
  readonly strangeSince: Map<string, number>
  /** Whether it is not declared so any more. */
  isBackInService: boolean
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
  const happened = new Map<string, number>()
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
      const known = runs.get(run) ?? newRun(time.now())
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
    happened,
    count: (what) => void happened.set(what, (happened.get(what) ?? 0) + 1),
    history: new Map(),
    clocksMovedAt: -Infinity,
    awayUpSince: world.away === undefined ? undefined : -Infinity,
    strangeSince: new Map(),
    isBackInService: false,
    lastCommitAt: undefined,
    lastIntentAt: -Infinity,
    rollout: noRollout(),
    violation: () => violation,
  }
}

function newRun(beganAt: number): RunWatch {
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
    stopAskedAt: Infinity,
    beganAt,
    approval: undefined,
  }
}
