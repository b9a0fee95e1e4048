import type { HostFile } from '../../appliance/host-file.ts'
import { createPulse } from '../../reconcile/watch/liveness.ts'
import { createMetrics } from '../../serve/metrics.ts'
import type { Receiver } from '../../serve/notify/send-notification.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import { readHostFile } from '../gateway/host.ts'
import { diskStore } from '../process/disk-store.ts'
import { systemClock } from '../process/system-clock.ts'
import { supervisorOf, type Supervisor } from '../process/supervisor.ts'
import { readVersion } from '../process/read-version.ts'
import { KeptRepositories } from '../repository/kept.ts'
import type { World } from '../world.ts'
import type { Office } from './begin.ts'
import { createBoard } from './board.ts'
import { watchLog } from './log.ts'
import { followedBy } from './prepare.ts'
import { createScrubber } from './scrub.ts'
import { receiversOf, serveBoard } from './services.ts'
import { teller } from './tell.ts'
import { toldMemory } from './told-memory.ts'
import { tracesFor } from './traces.ts'
import { tend, type Tended } from './tend.ts'
import type { Wish } from './wish.ts'

/** How long (milliseconds) a pass may work without telling of progress before the watchdog is left to starve. */
const PATIENCE_WITH_WORK = 900_000

/** Watches every cluster of the host file until the process is asked to stop; a reload starts over with a new host file. */
export async function keepWatch(wish: Wish, hostConfig: unknown, world: World): Promise<ExitCode> {
  const scrubber = createScrubber(world)
  const log = watchLog({ format: wish.logFormat, color: wish.color, scrubber, world })
  try {
    await watchAll(wish, hostConfig, { log, scrubber }, log.around(world))
    return EXIT.ok
  } catch (error) {
    // Whoever collects lines of JSON gets the last one as such too.
    if (wish.logFormat !== 'json' || !(error instanceof CommandFailure)) throw error
    const { exitCode, inOneLine: message } = error
    log.say({ event: 'ended', level: 'error', message, fields: { exitCode } })
    return exitCode
  }
}

async function watchAll(
  wish: Wish,
  hostConfig: unknown,
  { log, scrubber }: Pick<Office, 'log' | 'scrubber'>,
  world: World,
): Promise<void> {
  let hostFile = await readHostFile(hostConfig, world)
  await scrubber.learn(hostFile)
  let receivers: readonly Receiver[] = await receiversOf(hostFile, world)
  const board = createBoard()
  const metrics = createMetrics(readVersion(world.home), board.statuses, () => world.now().getTime())
  const supervisor = supervisorOf(world)
  const pulse = createPulse({ turn: supervisor.period ?? Number.POSITIVE_INFINITY, work: PATIENCE_WITH_WORK })
  const kept = new KeptRepositories()
  const memory = toldMemory(() => diskStore(hostFile.stateDirectory))
  const sleep = async (pause: number): Promise<void> => systemClock.sleep(pause, world.stop)
  const notices = teller(() => receivers, scrubber, { memory, stderr: world.stderr, sleep })
  let tended: readonly Tended[] = []
  const shown = {
    statuses: board.statuses,
    drawing: board.drawing,
    changes: board.changes,
    metrics,
    woken: () => tended.forEach((one) => one.wake({ kind: 'webhook' })),
    now: () => world.now().getTime(),
  }
  const traces = await tracesFor(world, { log, scrubber })
  const server = await serveBoard(hostFile, wish.serve, shown, world)
  try {
    for (;;) {
      const followed = await followedBy(hostFile, wish, world)
      const office: Office = {
        hostFile,
        wish,
        board,
        metrics,
        pulse,
        supervisor,
        kept,
        log,
        scrubber,
        traces,
        passed: notices.passed,
      }
      board.enter(new Map(followed.map(({ name, mode }) => [name, mode])))
      tended = followed.map((one) => tend(one, office, world))
      await supervisor.ready(`watching ${followed.map(({ name }) => name).join(', ')}`)
      const next = await untilOver(tended, hostConfig, supervisor, world)
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
  tended: readonly Tended[],
  hostConfig: unknown,
  supervisor: Supervisor,
  world: World,
): Promise<Reloaded | undefined> {
  let reloaded: Reloaded | undefined
  const stopAll = (): void => tended.forEach((one) => one.stop())
  const stop = (): void => {
    reloaded = undefined
    void supervisor.stopping()
    stopAll()
  }
  const reload = async (): Promise<void> => {
    await supervisor.reloading()
    try {
      const hostFile = await readHostFile(hostConfig, world)
      const receivers = await receiversOf(hostFile, world)
      if (world.stop.aborted) return
      reloaded = { hostFile, receivers }
      stopAll()
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error
      world.stderr.write(`pader: not reloaded, going on as before: ${error.inOneLine}\n`)
      await supervisor.ready('watching; the last reload was refused')
    }
  }
  const forget = world.onReload?.(() => void reload())
  if (world.stop.aborted) stop()
  else world.stop.addEventListener('abort', stop, { once: true })
  try {
    await Promise.all(tended.map(async (one) => one.over))
    return reloaded
  } finally {
    forget?.()
    world.stop.removeEventListener('abort', stop)
  }
}
