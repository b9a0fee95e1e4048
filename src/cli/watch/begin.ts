import { randomUUID } from 'node:crypto'
import type { HostFile } from '../../appliance/host-file.ts'
import { startWatch, type Watch } from '../../reconcile/watch/loop.ts'
import type { PassReason, PassResult, Source } from '../../reconcile/watch/pass.ts'
import type { Pulse } from '../../reconcile/watch/liveness.ts'
import { emptyMemory } from '../../reconcile/cache/observation-cache.ts'
import type { WatchSettings } from '../../reconcile/watch/state.ts'
import type { LogContext } from '../../report/watch/log-entry.ts'
import type { ClusterStatus } from '../../report/watch/status.ts'
import type { Metrics } from '../../serve/metrics.ts'
import type { Traces } from '../../serve/span.ts'
import { systemClock } from '../process/system-clock.ts'
import type { Supervisor } from '../process/supervisor.ts'
import { stateOf } from '../shared/state.ts'
import type { KeptRepositories } from '../repository/kept.ts'
import type { World } from '../world.ts'
import type { Board } from './board.ts'
import type { ForgeDesk } from './forge-desk.ts'
import { readLedger, withLedger } from './ledger.ts'
import type { WatchLog } from './log.ts'
import { wakeEntry } from './log-wake.ts'
import { makePass } from './pass.ts'
import { PassTrace } from './pass-trace.ts'
import type { Followed } from './prepare.ts'
import type { Scrubber } from './scrub.ts'
import type { WatchedSource } from './source.ts'
import { statusAfter } from './status-after.ts'
import type { Wish } from './wish.ts'

/** First and longest wait (milliseconds) after something did not answer. */
export const BACKOFF = { first: 5_000, longest: 600_000 }

/** A cluster, where the wish for it comes from, and what may be done about it. */
export interface Prepared extends Pick<Followed, 'name' | 'mode'> {
  readonly source: WatchedSource
  /** Where else it is said what was found. */
  readonly forge?: ForgeDesk
}

/** What all watches of the process share. */
export interface Office {
  readonly hostFile: HostFile
  readonly wish: Wish
  readonly board: Board
  readonly metrics: Metrics
  readonly pulse: Pulse
  readonly supervisor: Supervisor
  readonly log: WatchLog
  readonly scrubber: Scrubber
  readonly traces: Traces
  /** Clusters that follow one folder share what is known of it. */
  readonly kept: KeptRepositories
  /** Is told of a cluster after each pass. */
  readonly passed: (status: ClusterStatus) => void
}

/** Starts the watch of one cluster, and lets the page, the metrics and the watchdog know of everything that it does. */
export function begin(prepared: Prepared, office: Office, world: World): Watch {
  const { name, source, mode, forge } = prepared
  const { wish, board, metrics, pulse, supervisor } = office
  const log = office.log.within({ cluster: name })
  const settings: WatchSettings = {
    follows: source.follows,
    poll: wish.poll,
    probe: wish.probe,
    backoff: BACKOFF,
    ...(supervisor.period === undefined ? {} : { heartbeat: supervisor.period / 2 }),
  }
  const followed = source.follows === 'files' ? `the files of "${wish.path}"` : 'a branch'
  log.say({
    event: 'watching',
    level: 'info',
    message: `watching ${followed} in mode "${mode}"`,
    fields: { mode, follows: source.follows },
  })
  let pass: LogContext = {}
  let commit: string | undefined
  const makePassOf = passFor(prepared, office, world)
  const watch = startWatch(settings, source.accepted, {
    clock: systemClock,
    random: Math.random,
    pass: async (wanted, reason, stop) => {
      const id = randomUUID()
      pass = { pass: id }
      commit = wanted.kind === 'commit' ? wanted.commit : undefined
      if (commit !== undefined) forge?.began(commit)
      return makePassOf({ id, wanted, reason, stop, log: log.within(pass) })
    },
    fetch: async () => {
      const wake = await source.fetch()
      const result = fetchResult(wake)
      if (result !== undefined) metrics.fetched(name, result)
      return wake
    },
    tell: (wake, state) => {
      const entry = wakeEntry(wake, state)
      if (entry !== undefined) (wake.kind === 'pass ended' ? log.within(pass) : log).say(entry)
      const at = world.now()
      const now = board.change(name, (before) => statusAfter(before, wake, state, at.toISOString()))
      pulse.turned(name, at.getTime(), state.running !== undefined)
      if (pulse.stuck(at.getTime()).length === 0) void supervisor.alive()
      if (wake.kind !== 'pass ended') return
      office.passed(now)
      if (commit !== undefined) forge?.ended(commit, now)
    },
  })
  source.heard(() => watch.wake({ kind: 'file changed' }))
  return watch
}

/** One pass: what it works towards, why, and where it says what it does. */
interface PassOrder {
  /** As the log calls it. */
  readonly id: string
  readonly wanted: Source
  readonly reason: PassReason
  readonly stop: AbortSignal
  readonly log: WatchLog
}

function passFor(
  { name, source, mode, forge }: Prepared,
  office: Office,
  world: World,
): (order: PassOrder) => Promise<PassResult> {
  const { hostFile, wish, board, metrics, pulse, scrubber } = office
  const memory = emptyMemory(wish.sweep)
  const desk = source.desk === undefined ? undefined : (forge?.hearing(source.desk) ?? source.desk)
  return async ({ id, wanted, reason, stop, log }) => {
    const start = performance.now()
    const over = (how: PassResult['kind']): void => metrics.passEnded(name, how, (performance.now() - start) / 1000)
    // A password may have been changed since the last pass.
    await scrubber.learn(hostFile)
    const commit = wanted.kind === 'commit' ? { commit: wanted.commit } : {}
    log.say({ event: 'pass started', level: 'info', message: reason, fields: { reason, mode, ...commit } }, () => '')
    const trace = new PassTrace(office.traces, { id, cluster: name, facts: { reason, mode, ...commit } })
    const work = traced(trace, over, async () => {
      await source.prepare(wanted)
      return makePass(
        {
          cluster: name,
          path: wish.path,
          hostFile,
          mode,
          color: wish.color,
          log,
          ...(wanted.kind === 'commit' ? { revision: wanted.commit } : {}),
          ...(desk === undefined ? {} : { desk }),
          saw: (sight) => board.saw(name, sight, world.now().toISOString()),
          memory,
          trace,
          kept: office.kept,
          worked: () => pulse.worked(name, world.now().getTime()),
          ears: {
            heard: (request) => {
              metrics.requested(request.op, request.code, request.milliseconds / 1000)
              trace.requested(request)
            },
            retried: () => {
              metrics.retried()
              trace.retried()
            },
          },
        },
        stop,
        log.around({ ...world, cwd: source.cwd }),
      )
    })
    try {
      return await work
    } finally {
      // What cannot be read here has failed the pass already, with its reason.
      const ledger = await readLedger(name, stateOf(hostFile, world)).catch(() => undefined)
      if (ledger !== undefined) board.change(name, (before) => withLedger(before, ledger))
    }
  }
}

/** Tells the trace and the metrics how a pass ended, in every ending of it: one that broke is one that failed. */
async function traced(
  trace: PassTrace,
  over: (how: PassResult['kind']) => void,
  pass: () => Promise<PassResult>,
): Promise<PassResult> {
  try {
    const result = await pass()
    trace.ended(result)
    over(result.kind)
    return result
  } catch (error) {
    trace.broken(error)
    over('failed')
    throw error
  }
}

function fetchResult(wake: Awaited<ReturnType<WatchedSource['fetch']>>): Parameters<Metrics['fetched']>[1] | undefined {
  if (wake.kind === 'commit arrived') return 'new commit'
  if (wake.kind === 'nothing new') return 'nothing new'
  return wake.kind === 'fetch failed' ? (wake.refused ? 'refused' : 'failed') : undefined
}
