import { clusterName } from '../../model/names.ts'
import { delayAfter } from '../../reconcile/watch/backoff.ts'
import type { Lease, LeaseHolder } from '../../reconcile/locks/lease.ts'
import { renewWatchLease, acquireWatchLease } from '../../reconcile/watch/watch-lease.ts'
import type { Watch } from '../../reconcile/watch/loop.ts'
import type { Wake } from '../../reconcile/watch/wake.ts'
import type { ClusterStatus } from '../../report/watch/status.ts'
import { CommandFailure } from '../command.ts'
import { machineOf } from '../process/machine.ts'
import { stateOf } from '../shared/state.ts'
import type { World } from '../world.ts'
import { BACKOFF, startLoop, type WatchContext } from './start-loop.ts'
import { openForgeReporter, type ForgeReporter } from './forge/forge-reporter.ts'
import type { WatchLog } from './log/log.ts'
import type { Followed } from './source/followed.ts'
import type { WatchedSource } from './source/open-source.ts'
import { errorText } from '../../source/error-text.ts'

/** A cluster that this process watches, or stands by for while another does. */
export interface WatchedCluster {
  wake(wake: Wake): void
  stop(): void
  /** Resolves when it was stopped and nothing of it is under way any more. */
  readonly over: Promise<void>
}

/**
 * Watches a cluster while nobody else does: of several watches with one state directory one has the watch lease, and the
 * others stand by until it is given back or its owner has not been heard of for the life of a lease.
 */
export function watchCluster(followed: Followed, context: WatchContext, world: World): WatchedCluster {
  const { name } = followed
  const stopped = new AbortController()
  const { signal } = stopped
  const { watchLeases: leases } = stateOf(context.hostFile, world)
  const { clock, holder } = machineOf(world)
  const candidate = { cluster: clusterName(name), by: holder }
  const log = context.log.within({ cluster: name })
  let standsBehind: string | undefined
  let watch: Watch | undefined
  let notGivenBack: number | undefined

  const watchFrom = async (source: WatchedSource, lease: Lease): Promise<void> => {
    const forge = await forgeFor(name, source, context, log, world)
    const started = startLoop({ ...followed, source, ...(forge === undefined ? {} : { forge }) }, context, world)
    watch = started
    const finished = new AbortController()
    const end = (): void => started.wake({ kind: 'signal', signal: 'stop' })
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
    const renewed = renewWatchLease(lease, clock, finished.signal).then((how) => {
      if (how.kind === 'left') return
      const why =
        how.kind === 'lost'
          ? 'somebody else watches it now, or the watch lease expired because this host slept or its clock was set'
          : inaccessible(how.error)
      log.say({
        event: 'watch lease lost',
        level: 'warning',
        message: `${why}; stopping at the end of the running phase`,
      })
      end()
    })
    await started.over
    watch = undefined
    await forge?.close()
    finished.abort()
    signal.removeEventListener('abort', end)
    await renewed
  }

  const standBy = ({ by, since, token, until, isGone }: LeaseHolder): void => {
    void context.supervisor.alive()
    const seen = isGone === true ? `${by}, gone` : by
    if (seen === standsBehind) return
    standsBehind = seen
    const isOwn = token === notGivenBack
    const message = isOwn
      ? `waiting until ${until} for its own watch lease, which could not be released`
      : `standing by while ${isGone === true ? leftWords(by) : `${by} watches it`}`
    log.say({ event: 'standing by', level: 'info', message, fields: { by } })
    const watched = { by, ...(since === undefined ? {} : { since }) }
    if (!isOwn) context.statuses.change(name, (before) => ({ ...before, standby: by, watched }))
  }

  /** Whoever looks on or is told has to learn that nobody watches the cluster; the log said so. */
  const fail = (why: string): void => {
    const last = { kind: 'failed', words: `failed: ${why}`, at: world.now().toISOString() }
    context.passed(context.statuses.change(name, (before) => ({ ...withoutWatcher(before), last })))
  }

  const cannotTake = (error: unknown): void => {
    void context.supervisor.alive()
    const why = inaccessible(error)
    if (why !== standsBehind)
      log.say({ event: 'cannot follow', level: 'error', message: `cannot watch it: ${why}`, fields: { why } })
    standsBehind = why
    fail(why)
  }

  const run = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted;) {
      const listener = { standsBy: standBy, cannotTake }
      const lease = await acquireWatchLease(candidate, { leases, clock }, signal, listener)
      if (lease === undefined) return
      standsBehind = undefined
      const watched = { by: candidate.by, since: world.now().toISOString() }
      context.statuses.change(name, (before) => ({ ...withoutWatcher(before), watched }))
      try {
        const source = await followed.open(signal)
        failures = 0
        try {
          await watchFrom(source, lease)
        } finally {
          await source.close()
        }
      } catch (error) {
        failures += 1
        const why = wordsOf(error)
        log.say({
          event: 'cannot follow',
          level: 'error',
          message: `cannot follow it: ${why}`,
          fields: { why, failures },
        })
        fail(`cannot follow it: ${why}`)
        await clock.sleep(delayAfter(failures, BACKOFF, Math.random), signal)
      } finally {
        context.liveness.left(name)
        await lease.release().catch(() => (notGivenBack = lease.token))
      }
    }
  }
  return { wake: (one) => watch?.wake(one), stop: () => stopped.abort(), over: run() }
}

/** Reports to the forge that the host file names for a cluster; files of a folder belong to no commit. */
async function forgeFor(
  name: string,
  { follows }: WatchedSource,
  { hostFile, scrubber }: WatchContext,
  log: WatchLog,
  world: World,
): Promise<ForgeReporter | undefined> {
  const host = hostFile.clusters.get(name)
  if (host?.forge === undefined || follows !== 'branch') return undefined
  return openForgeReporter({ cluster: name, host: { ...host, forge: host.forge }, hostFile, scrubber, log }, world)
}

function inaccessible(error: unknown): string {
  const why = wordsOf(error)
  return error instanceof CommandFailure ? why : `the state directory cannot be read or written: ${why}`
}

function wordsOf(error: unknown): string {
  if (error instanceof CommandFailure) return error.inOneLine
  return errorText(error)
}

/** The status of a cluster from the moment on at which this process watches it. */
function withoutWatcher(status: ClusterStatus): ClusterStatus {
  const { standby: _, watched: __, ...rest } = status
  return rest
}

function leftWords(by: string): string {
  return `the watch lease of ${by} lasts, which is no process of this machine any more`
}
