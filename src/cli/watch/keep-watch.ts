import type { HostFile } from '../../appliance/host-file.ts'
import { createLiveness } from '../../reconcile/watch/liveness.ts'
import { createMetrics } from '../../serve/metrics.ts'
import type { Receiver } from '../../serve/notify/send-notification.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import { readHostFile } from '../gateway/host.ts'
import { systemClock } from '../process/system-clock.ts'
import { supervisorOf } from '../process/supervisor.ts'
import { readVersion } from '../process/read-version.ts'
import { RepositoryCache } from '../repository/repository-cache.ts'
import { stateOf } from '../shared/state.ts'
import type { World } from '../world.ts'
import type { WatchContext } from './start-loop.ts'
import { createStatusModel } from './status/status-model.ts'
import { watchLog } from './log/log.ts'
import { followedBy } from './source/followed.ts'
import { createScrubber } from './log/scrub.ts'
import { receiversOf } from './notify/receivers.ts'
import { serveStatusPage } from './status/serve-status.ts'
import { createNotifier } from './notify/notifier.ts'
import { lastNotifiedIn } from './notify/last-notified.ts'
import { tracesFor } from './traces/traces.ts'
import { watchCluster, type WatchedCluster } from './watch-cluster.ts'
import type { WatchOptions } from './options.ts'

/** How long (milliseconds) a pass may work without telling of progress before the watchdog is left to starve. */
const PATIENCE_WITH_WORK = 900_000

/** Watches every cluster of the host file until the process is asked to stop; a reload starts over with a new host file. */
export async function keepWatch(
  options: WatchOptions,
  hostConfig: string | undefined,
  world: World,
): Promise<ExitCode> {
  const scrubber = createScrubber(world)
  const log = watchLog({ format: options.logFormat, color: options.color, scrubber, world })
  try {
    await watchAll(options, hostConfig, { log, scrubber }, log.around(world))
    return EXIT.ok
  } catch (error) {
    // Whoever collects lines of JSON gets the last one as such too.
    if (options.logFormat !== 'json' || !(error instanceof CommandFailure)) throw error
    const { exitCode, inOneLine: message } = error
    log.say({ event: 'ended', level: 'error', message, fields: { exitCode } })
    return exitCode
  }
}

async function watchAll(
  options: WatchOptions,
  hostConfig: string | undefined,
  { log, scrubber }: Pick<WatchContext, 'log' | 'scrubber'>,
  world: World,
): Promise<void> {
  world.endInOrder()
  let hostFile = await readHostFile(hostConfig, world)
  await scrubber.learn(hostFile)
  let receivers: readonly Receiver[] = await receiversOf(hostFile, scrubber, world)
  const statuses = createStatusModel(scrubber)
  const metrics = createMetrics(readVersion(world.home), statuses.all, () => world.now().getTime())
  const supervisor = supervisorOf(world)
  const liveness = createLiveness({ turn: supervisor.period ?? Number.POSITIVE_INFINITY, work: PATIENCE_WITH_WORK })
  const kept = new RepositoryCache()
  const lastNotified = lastNotifiedIn(() => stateOf(hostFile, world).store)
  const sleep = async (pause: number): Promise<void> => systemClock.sleep(pause, world.stop)
  const notices = createNotifier(() => receivers, scrubber, { lastNotified, stderr: world.stderr, sleep })
  let clusters: readonly WatchedCluster[] = []
  const shown = {
    statuses: statuses.all,
    isStateAway: () => stateOf(hostFile, world).isAway(),
    drawing: statuses.drawing,
    changes: statuses.changes,
    metrics,
    woken: () => clusters.forEach((one) => one.wake({ kind: 'webhook' })),
    now: () => world.now().getTime(),
  }
  const traces = await tracesFor(world, { log, scrubber })
  const server = await serveStatusPage(hostFile, options.serve, shown, world)
  try {
    for (;;) {
      const followed = await followedBy(hostFile, options, world)
      const context: WatchContext = {
        hostFile,
        options,
        statuses,
        metrics,
        liveness,
        supervisor,
        kept,
        log,
        scrubber,
        traces,
        passed: notices.passed,
      }
      statuses.show(new Map(followed.map(({ name, mode }) => [name, mode])))
      clusters = followed.map((one) => watchCluster(one, context, world))
      await supervisor.ready(`watching ${followed.map(({ name }) => name).join(', ')}`)
      const next = await untilOver(clusters, hostConfig, context, world)
      if (next === undefined) return
      ;[hostFile, receivers] = [next.hostFile, next.receivers]
      await scrubber.learn(hostFile)
    }
  } finally {
    await server?.close()
    await notices.settled()
    await traces.close()
  }
}

/** What a reload brings. */
interface Reloaded {
  readonly hostFile: HostFile
  readonly receivers: readonly Receiver[]
}

/** Waits for the end of all watches; what it gives back was read for a reload, and undefined means the end of the process. */
async function untilOver(
  clusters: readonly WatchedCluster[],
  hostConfig: string | undefined,
  { supervisor, scrubber }: Pick<WatchContext, 'supervisor' | 'scrubber'>,
  world: World,
): Promise<Reloaded | undefined> {
  let reloaded: Reloaded | undefined
  const stopAll = (): void => clusters.forEach((one) => one.stop())
  const stop = (): void => {
    reloaded = undefined
    void supervisor.stopping()
    stopAll()
  }
  const reload = async (): Promise<void> => {
    await supervisor.reloading()
    try {
      const hostFile = await readHostFile(hostConfig, world)
      const receivers = await receiversOf(hostFile, scrubber, world)
      if (world.stop.aborted) return
      reloaded = { hostFile, receivers }
      stopAll()
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error
      world.stderr.write(`pader: not reloaded, continuing as before: ${error.inOneLine}\n`)
      await supervisor.ready('watching; the last reload was refused')
    }
  }
  const forget = world.onReload?.(() => void reload())
  if (world.stop.aborted) stop()
  else world.stop.addEventListener('abort', stop, { once: true })
  try {
    await Promise.all(clusters.map(async (one) => one.over))
    return reloaded
  } finally {
    forget?.()
    world.stop.removeEventListener('abort', stop)
  }
}
