import { randomUUID } from 'node:crypto'
import type { HostFile } from '../../appliance/host-file.ts'
import { startWatch, type Watch } from '../../reconcile/watch/loop.ts'
import type { PassReason, PassResult, Source } from '../../reconcile/watch/pass.ts'
import type { Liveness } from '../../reconcile/watch/liveness.ts'
import { emptyCache } from '../../reconcile/cache/observation-cache.ts'
import type { WatchSettings } from '../../reconcile/watch/state.ts'
import type { LogContext } from '../../report/watch/log-entry.ts'
import type { ClusterStatus } from '../../report/watch/status.ts'
import type { Metrics } from '../../serve/metrics.ts'
import type { Traces } from '../../serve/span.ts'
import { systemClock } from '../process/system-clock.ts'
import type { Supervisor } from '../process/supervisor.ts'
import { stateOf } from '../shared/state.ts'
import type { RepositoryCache } from '../repository/repository-cache.ts'
import type { World } from '../world.ts'
import type { StatusModel } from './status/status-model.ts'
import type { ForgeReporter } from './forge/forge-reporter.ts'
import { readRecordedStatus, withRecorded } from './status/recorded-status.ts'
import type { WatchLog } from './log/log.ts'
import { wakeEntry } from './log/wake-entry.ts'
import { makePass } from './pass/make-pass.ts'
import { PassTrace } from './traces/pass-trace.ts'
import type { Followed } from './source/followed.ts'
import type { Scrubber } from './log/scrub.ts'
import type { WatchedSource } from './source/open-source.ts'
import { statusAfter } from './status/status-after.ts'
import type { WatchOptions } from './options.ts'

/** First and longest wait (milliseconds) after something did not answer. */
export const BACKOFF = { first: 5_000, longest: 600_000 }

/** A cluster, where what it should be comes from, and what may be done about it. */
export interface LoopTask extends Pick<Followed, 'name' | 'mode'> {
  readonly source: WatchedSource
  /** Where else it is said what was found. */
  readonly forge?: ForgeReporter
}

/** What all watches of the process share. */
export interface WatchContext {
  readonly hostFile: HostFile
  readonly options: WatchOptions
  readonly statuses: StatusModel
  readonly metrics: Metrics
  readonly liveness: Liveness
  readonly supervisor: Supervisor
  readonly log: WatchLog
  readonly scrubber: Scrubber
  readonly traces: Traces
  /** Clusters that follow one folder share what is known of it. */
  readonly kept: RepositoryCache
  /** Is told of a cluster after each pass. */
  readonly passed: (status: ClusterStatus) => void
}

/** Starts the watch of one cluster, and lets the page, the metrics and the watchdog know of everything that it does. */
export function startLoop(task: LoopTask, context: WatchContext, world: World): Watch {
  const { name, source, mode, forge } = task
  const { options, statuses, metrics, liveness, supervisor } = context
  const log = context.log.within({ cluster: name })
  const settings: WatchSettings = {
    follows: source.follows,
    poll: options.poll,
    probe: options.probe,
    backoff: BACKOFF,
    ...(supervisor.period === undefined ? {} : { heartbeat: supervisor.period / 2 }),
  }
  const followed = source.follows === 'files' ? `the files of "${options.path}"` : 'a branch'
  log.say({
    event: 'watching',
    level: 'info',
    message: `watching ${followed} in mode "${mode}"`,
    fields: { mode, follows: source.follows },
  })
  let pass: LogContext = {}
  let commit: string | undefined
  const makePassOf = passFor(task, context, world)
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
      const now = statuses.change(name, (before) => statusAfter(before, wake, state, at.toISOString()))
      liveness.turned(name, at.getTime(), state.running !== undefined)
      if (liveness.stuck(at.getTime()).length === 0) void supervisor.alive()
      if (wake.kind !== 'pass ended') return
      context.passed(now)
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
  { name, source, mode, forge }: LoopTask,
  context: WatchContext,
  world: World,
): (order: PassOrder) => Promise<PassResult> {
  const { hostFile, options, statuses, metrics, liveness, scrubber } = context
  const cache = emptyCache(options.sweep)
  const { proposalBranch: branch } = source
  const proposalBranch = branch === undefined ? undefined : (forge?.reporting(branch) ?? branch)
  return async ({ id, wanted, reason, stop, log }) => {
    const start = performance.now()
    const over = (how: PassResult['kind']): void => metrics.passEnded(name, how, (performance.now() - start) / 1000)
    // A password may have been changed since the last pass.
    await scrubber.learn(hostFile)
    const commit = wanted.kind === 'commit' ? { commit: wanted.commit } : {}
    log.say({ event: 'pass started', level: 'info', message: reason, fields: { reason, mode, ...commit } }, () => '')
    const trace = new PassTrace(context.traces, { id, cluster: name, facts: { reason, mode, ...commit } })
    const work = traced(trace, over, async () => {
      await source.prepare(wanted)
      return makePass(
        {
          cluster: name,
          path: options.path,
          hostFile,
          mode,
          color: options.color,
          log,
          ...(wanted.kind === 'commit' ? { revision: wanted.commit } : {}),
          ...(proposalBranch === undefined ? {} : { proposalBranch }),
          saw: (finding) => statuses.saw(name, finding, world.now().toISOString()),
          cache,
          trace,
          kept: context.kept,
          worked: () => liveness.worked(name, world.now().getTime()),
          listener: {
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
      const recorded = await readRecordedStatus(name, stateOf(hostFile, world)).catch(() => undefined)
      if (recorded !== undefined) statuses.change(name, (before) => withRecorded(before, recorded))
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
