import { clusterName } from '../../model/names.ts'
import { delayAfter } from '../../reconcile/watch/backoff.ts'
import { fileLeases, type Lease, type LeaseHolder } from '../../reconcile/lease.ts'
import { keepSeat, takeSeat } from '../../reconcile/watch/seat.ts'
import type { Watch } from '../../reconcile/watch/loop.ts'
import type { Wake } from '../../reconcile/watch/wake.ts'
import type { ClusterStatus } from '../../report/watch/status.ts'
import { diskStore } from '../process/disk-store.ts'
import { whichProcess } from '../process/identity.ts'
import { systemClock } from '../process/system-clock.ts'
import type { World } from '../world.ts'
import { BACKOFF, begin, type Office } from './begin.ts'
import { openForgeDesk, type ForgeDesk } from './forge-desk.ts'
import type { WatchLog } from './log.ts'
import type { Followed } from './prepare.ts'
import type { WatchedSource } from './source.ts'

/** A cluster in the care of this process, whether it watches it or stands by while another does. */
export interface Tended {
  wake(wake: Wake): void
  stop(): void
  /** Resolves when it was stopped and nothing of it is under way any more. */
  readonly over: Promise<void>
}

/**
 * Watches a cluster while nobody else does: of several watches with one state directory one has the seat, and the
 * others stand by until it is given back or its owner has not been heard of for the life of a lease.
 */
export function tend(followed: Followed, office: Office, world: World): Tended {
  const { name } = followed
  const stopped = new AbortController()
  const { signal } = stopped
  const leases = fileLeases(diskStore(office.hostFile.stateDirectory), systemClock, 'watch-lease')
  const candidate = { cluster: clusterName(name), by: whichProcess() }
  const log = office.log.within({ cluster: name })
  let standsBehind: string | undefined
  let watch: Watch | undefined

  const watchFrom = async (source: WatchedSource, seat: Lease): Promise<void> => {
    const forge = await forgeFor(name, source, office, log, world)
    const begun = begin({ ...followed, source, ...(forge === undefined ? {} : { forge }) }, office, world)
    watch = begun
    const finished = new AbortController()
    const end = (): void => begun.wake({ kind: 'signal', signal: 'stop' })
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
    const kept = keepSeat(seat, systemClock, finished.signal).then((how) => {
      if (how === 'left') return
      log.say({
        event: 'seat lost',
        level: 'warning',
        message:
          'somebody else watches it now, or the state directory cannot be read; stopping at the end of the running phase',
      })
      end()
    })
    await begun.over
    watch = undefined
    await forge?.close()
    finished.abort()
    signal.removeEventListener('abort', end)
    await kept
  }

  const standBy = ({ by }: LeaseHolder): void => {
    void office.supervisor.alive()
    if (by === standsBehind) return
    standsBehind = by
    log.say({ event: 'standing by', level: 'info', message: `standing by while ${by} watches it`, fields: { by } })
    office.board.change(name, (before) => ({ ...before, standby: by }))
  }

  const run = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted;) {
      const seat = await takeSeat(candidate, { leases, clock: systemClock }, signal, standBy)
      if (seat === undefined) return
      standsBehind = undefined
      office.board.change(name, seated)
      try {
        const source = await followed.open(signal)
        failures = 0
        try {
          await watchFrom(source, seat)
        } finally {
          await source.close()
        }
      } catch (error) {
        failures += 1
        const why = error instanceof Error ? error.message : String(error)
        log.say({
          event: 'cannot follow',
          level: 'error',
          message: `cannot follow it: ${why}`,
          fields: { why, failures },
        })
        await systemClock.sleep(delayAfter(failures, BACKOFF, Math.random), signal)
      } finally {
        office.pulse.left(name)
        await seat.release().catch(() => {})
      }
    }
  }
  return { wake: (one) => watch?.wake(one), stop: () => stopped.abort(), over: run() }
}

/** The desk at the forge that the host file names for a cluster; files of a folder belong to no commit. */
async function forgeFor(
  name: string,
  { follows }: WatchedSource,
  { hostFile, scrubber }: Office,
  log: WatchLog,
  world: World,
): Promise<ForgeDesk | undefined> {
  const host = hostFile.clusters.get(name)
  if (host?.forge === undefined || follows !== 'branch') return undefined
  return openForgeDesk({ cluster: name, host: { ...host, forge: host.forge }, hostFile, scrubber, log }, world)
}

/** The status of a cluster from the moment on at which this process watches it. */
function seated(status: ClusterStatus): ClusterStatus {
  const { standby: _, ...rest } = status
  return rest
}
