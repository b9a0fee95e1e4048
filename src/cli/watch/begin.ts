import type { HostFile } from '../../appliance/host-file.ts'
import { startWatch, type Watch } from '../../reconcile/watch/loop.ts'
import type { Pulse } from '../../reconcile/watch/pulse.ts'
import { emptyMemory } from '../../reconcile/cluster-memory.ts'
import type { WatchSettings } from '../../reconcile/watch/state.ts'
import type { ClusterStatus } from '../../report/watch/status.ts'
import type { Metrics } from '../../serve/metrics.ts'
import { systemClock } from '../process/system-clock.ts'
import type { Supervisor } from '../process/supervisor.ts'
import type { KeptRepositories } from '../repository/kept.ts'
import type { World } from '../world.ts'
import type { Board } from './board.ts'
import { readLedger, withLedger } from './ledger.ts'
import { makePass } from './pass.ts'
import type { Followed } from './prepare.ts'
import type { WatchedSource } from './source.ts'
import { statusAfter } from './status-after.ts'
import type { Wish } from './wish.ts'
import { wordsFor } from './words.ts'

/** First and longest wait (milliseconds) after something did not answer. */
export const BACKOFF = { first: 5_000, longest: 600_000 }

/** A cluster, where the wish for it comes from, and what may be done about it. */
export interface Prepared extends Pick<Followed, 'name' | 'mode'> {
  readonly source: WatchedSource
}

/** What all watches of the process share. */
export interface Office {
  readonly hostFile: HostFile
  readonly wish: Wish
  readonly board: Board
  readonly metrics: Metrics
  readonly pulse: Pulse
  readonly supervisor: Supervisor
  /** Clusters that follow one folder share what is known of it. */
  readonly kept: KeptRepositories
  /** Is told of a cluster after each pass. */
  readonly passed: (status: ClusterStatus) => void
}

/** Starts the watch of one cluster, and lets the page, the metrics and the watchdog know of everything that it does. */
export function begin(prepared: Prepared, office: Office, world: World): Watch {
  const { name, source, mode } = prepared
  const { wish, board, metrics, pulse, supervisor } = office
  const say = (line: string): void => world.stdout.write(`${world.now().toISOString()} ${name}: ${line}\n`)
  const settings: WatchSettings = {
    follows: source.follows,
    poll: wish.poll,
    probe: wish.probe,
    backoff: BACKOFF,
    ...(supervisor.period === undefined ? {} : { heartbeat: supervisor.period / 2 }),
  }
  say(`watching ${source.follows === 'files' ? `the files of "${wish.path}"` : 'a branch'} in mode "${mode}"`)
  const watch = startWatch(settings, source.accepted, {
    clock: systemClock,
    random: Math.random,
    pass: passFor(prepared, office, world),
    fetch: async () => {
      const wake = await source.fetch()
      const result = fetchResult(wake)
      if (result !== undefined) metrics.fetched(name, result)
      return wake
    },
    tell: (wake, state) => {
      const words = wordsFor(wake, state)
      if (words !== undefined) say(words)
      const at = world.now()
      const now = board.change(name, (before) => statusAfter(before, wake, state, at.toISOString()))
      pulse.turned(name, at.getTime(), state.running !== undefined)
      if (pulse.stuck(at.getTime()).length === 0) void supervisor.alive()
      if (wake.kind === 'pass ended') office.passed(now)
    },
  })
  source.heard(() => watch.wake({ kind: 'file changed' }))
  return watch
}

function passFor(
  { name, source, mode }: Prepared,
  office: Office,
  world: World,
): Parameters<typeof startWatch>[2]['pass'] {
  const { hostFile, wish, board, metrics, pulse } = office
  const inside = { ...world, cwd: source.cwd }
  const memory = emptyMemory(wish.sweep)
  return async (wanted, _reason, stop) => {
    const start = performance.now()
    await source.prepare(wanted)
    const result = await makePass(
      {
        cluster: name,
        path: wish.path,
        hostFile,
        mode,
        color: wish.color,
        ...(wanted.kind === 'commit' ? { revision: wanted.commit } : {}),
        ...(source.desk === undefined ? {} : { desk: source.desk }),
        saw: (sight) => board.saw(name, sight, world.now().toISOString()),
        memory,
        kept: office.kept,
        worked: () => pulse.worked(name, world.now().getTime()),
        ears: {
          heard: ({ op, code, milliseconds }) => metrics.requested(op, code, milliseconds / 1000),
          retried: () => metrics.retried(),
        },
      },
      stop,
      inside,
    )
    metrics.passEnded(name, result.kind, (performance.now() - start) / 1000)
    const ledger = await readLedger(name, hostFile.stateDirectory)
    board.change(name, (before) => withLedger(before, ledger))
    return result
  }
}

function fetchResult(wake: Awaited<ReturnType<WatchedSource['fetch']>>): Parameters<Metrics['fetched']>[1] | undefined {
  if (wake.kind === 'commit arrived') return 'new commit'
  if (wake.kind === 'nothing new') return 'nothing new'
  return wake.kind === 'fetch failed' ? (wake.refused ? 'refused' : 'failed') : undefined
}
