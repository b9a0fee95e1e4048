import { isAbsolute, resolve } from 'node:path'
import { stat } from 'node:fs/promises'
import type { ClusterHost, HostFile } from '../../appliance/host-file.ts'
import type { WatchMode } from '../../reconcile/watch/pass.ts'
import { startWatch, type Watch } from '../../reconcile/watch/loop.ts'
import type { WatchSettings } from '../../reconcile/watch/state.ts'
import { EXIT } from '../../report/exit-code.ts'
import { serveStatus, type StatusServer } from '../../serve/server.ts'
import type { ClusterStatus } from '../../serve/status.ts'
import { CommandFailure, UsageError, type Command } from '../command.ts'
import { readHostFile, USUAL_HOST_FILE } from '../gateway/host.ts'
import { systemClock } from '../process/system-clock.ts'
import { makePass } from '../watch/pass.ts'
import { branchSource, filesSource, type WatchedSource } from '../watch/source.ts'
import { statusAfter } from '../watch/status-after.ts'
import { wordsFor } from '../watch/words.ts'
import type { World } from '../world.ts'

/** First and longest wait (milliseconds) after something did not answer. */
const BACKOFF = { first: 5_000, longest: 600_000 }

/** `pader watch`: follows a branch, or the files of a folder, and keeps clusters as they say. */
export const command: Command = {
  configure: (parser) =>
    parser
      .argument('[path]', 'folder of clusters, inside the repository where one is followed', 'clusters')
      .option('--host-config <file>', `how the appliances are reached (default "${USUAL_HOST_FILE}")`)
      .option('--cluster <name>', 'only this cluster of the host file')
      .option('--remote <repository>', 'follow this repository (URL or path) rather than the one of the host file')
      .option('--files', 'follow the files of the folder as they are, committed or not')
      .option('--mode <mode>', 'observe (say what differs) or enforce (apply it), rather than as the host file says')
      .option('--poll <seconds>', 'between two looks at the branch', '60')
      .option('--probe <seconds>', 'between two looks for drift', '300')
      .option('--serve <port>', 'serve a status page on this port of 127.0.0.1')
      .option('--color <when>', 'colour the text: auto, always or never', 'auto'),

  run: async ({ positional, options }, world) => {
    const hostFile = await readHostFile(options['hostConfig'], world)
    const wish = readWish(positional, options)
    const ready: Prepared[] = []
    const board = new Map<string, ClusterStatus>()
    const server = await serveBoard(options['serve'], board)
    try {
      for (const [name, host] of clustersOf(hostFile, options['cluster'])) {
        ready.push({ name, host, source: await sourceFor(name, host, hostFile, wish, world) })
      }
      const watches = ready.map((one) => begin(one, hostFile, wish, board, world))
      const stop = (): void => watches.forEach((watch) => watch.wake({ kind: 'signal', signal: 'stop' }))
      if (world.stop.aborted) stop()
      else world.stop.addEventListener('abort', stop, { once: true })
      await Promise.all(watches.map(async (watch) => watch.over))
    } finally {
      await Promise.all(ready.map(async ({ source }) => source.close()))
      await server?.close()
    }
    return EXIT.ok
  },
}

/** What the command line wants of every watch. */
interface Wish {
  readonly path: string
  readonly remote: string | undefined
  readonly files: boolean
  readonly mode: WatchMode | undefined
  /** Milliseconds. */
  readonly poll: number
  readonly probe: number
  readonly color: unknown
}

function readWish([path = 'clusters']: readonly string[], options: Readonly<Record<string, unknown>>): Wish {
  const { mode, remote } = options
  if (mode !== undefined && mode !== 'observe' && mode !== 'enforce') {
    throw new UsageError(`--mode takes observe or enforce, not ${JSON.stringify(mode)}`)
  }
  if (options['files'] === true && remote !== undefined) {
    throw new UsageError('--files follows a folder and --remote a repository: say one of them')
  }
  return {
    path,
    remote: typeof remote === 'string' ? remote : undefined,
    files: options['files'] === true,
    mode,
    poll: secondsOf(options['poll'], '--poll'),
    probe: secondsOf(options['probe'], '--probe'),
    color: options['color'],
  }
}

function secondsOf(text: unknown, option: string): number {
  const seconds = typeof text === 'string' && text !== '' ? Number(text) : Number.NaN
  if (seconds > 0 && seconds <= 86_400) return seconds * 1000
  throw new UsageError(`${option} takes seconds, up to a day, not ${JSON.stringify(text)}`)
}

function clustersOf({ clusters }: HostFile, only: unknown): readonly (readonly [string, ClusterHost])[] {
  const chosen = [...clusters].filter(([name]) => only === undefined || name === only)
  if (chosen.length > 0) return chosen
  throw new CommandFailure(EXIT.invalid, `the host file has no cluster ${JSON.stringify(only ?? '')}`)
}

/** A cluster and where the wish for it comes from. */
interface Prepared {
  readonly name: string
  readonly host: ClusterHost
  readonly source: WatchedSource
}

async function serveBoard(text: unknown, board: ReadonlyMap<string, ClusterStatus>): Promise<StatusServer | undefined> {
  if (text === undefined) return undefined
  const port = typeof text === 'string' && /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new UsageError(`--serve takes a port, not ${JSON.stringify(text)}`)
  try {
    return await serveStatus(port, () => [...board.values()])
  } catch (error) {
    throw new CommandFailure(
      EXIT.internal,
      `cannot serve the status page: ${String(error)}; choose another --serve port`,
    )
  }
}

function begin(
  { name, host, source }: Prepared,
  hostFile: HostFile,
  wish: Wish,
  board: Map<string, ClusterStatus>,
  world: World,
): Watch {
  const mode = modeFor(source, host, wish)
  const say = (line: string): void => world.stdout.write(`${world.now().toISOString()} ${name}: ${line}\n`)
  const settings: WatchSettings = { follows: source.follows, poll: wish.poll, probe: wish.probe, backoff: BACKOFF }
  const inside = { ...world, cwd: source.cwd }
  say(`watching ${source.follows === 'files' ? `the files of "${wish.path}"` : 'a branch'} in mode "${mode}"`)
  let status: ClusterStatus = { cluster: name, mode, busy: false }
  board.set(name, status)
  const watch = startWatch(settings, source.accepted, {
    clock: systemClock,
    random: Math.random,
    pass: async (wanted, _reason, stop) => {
      const revision = wanted.kind === 'commit' ? { revision: wanted.commit } : {}
      return makePass({ cluster: name, path: wish.path, hostFile, mode, color: wish.color, ...revision }, stop, inside)
    },
    fetch: async () => source.fetch(),
    tell: (wake, state) => {
      const words = wordsFor(wake, state)
      if (words !== undefined) say(words)
      status = statusAfter(status, wake, state, world.now().toISOString())
      board.set(name, status)
    },
  })
  source.heard(() => watch.wake({ kind: 'file changed' }))
  return watch
}

async function sourceFor(
  name: string,
  host: ClusterHost,
  hostFile: HostFile,
  wish: Wish,
  world: World,
): Promise<WatchedSource> {
  const remote = wish.remote ?? host.remote
  if (wish.files) return filesSource(wish.path, world)
  if (remote === undefined) {
    const message = `nothing says what cluster "${name}" follows: add "remote" to the host file, or say --remote or --files`
    throw new CommandFailure(EXIT.invalid, message)
  }
  if (isAbsolute(wish.path)) throw new UsageError('the path lies inside the repository: name it relative to its root')
  return branchSource(name, await remoteFrom(remote, world), host, hostFile)
}

/** A path of this machine is meant from where the command runs, not from the clone. */
async function remoteFrom(remote: string, world: World): Promise<string> {
  const path = resolve(world.cwd, remote)
  return (await stat(path).catch(() => undefined)) === undefined ? remote : path
}

/** Files that nobody committed are enforced only when the command line says so in so many words. */
function modeFor({ follows }: WatchedSource, { mode }: ClusterHost, wish: Wish): WatchMode {
  return wish.mode ?? (follows === 'files' ? 'observe' : mode)
}
