import type { ClusterHost } from '../../appliance/host-file.ts'
import type { WatchMode } from '../../reconcile/watch/pass.ts'
import { UsageError } from '../command.ts'
import type { LogFormat } from './log/log.ts'

/** What the command line wants of every watch. */
export interface WatchOptions {
  readonly path: string
  /** Only this cluster of the host file. */
  readonly cluster: string | undefined
  readonly remote: string | undefined
  readonly files: boolean
  readonly mode: WatchMode | undefined
  /** Milliseconds. */
  readonly poll: number
  readonly probe: number
  /** Milliseconds after which a look for drift looks at everything again and asks every node. */
  readonly sweep: number
  /** Port of the status page; overrides the host file's. */
  readonly serve: number | undefined
  readonly color: unknown
  readonly logFormat: LogFormat
}

/** Reads the options of `pader watch`. */
export function readWatchOptions(
  [path = 'clusters']: readonly string[],
  options: Readonly<Record<string, unknown>>,
): WatchOptions {
  const { mode, remote, cluster } = options
  if (mode !== undefined && mode !== 'observe' && mode !== 'propose' && mode !== 'enforce') {
    throw new UsageError(`--mode takes observe, propose or enforce, not ${JSON.stringify(mode)}`)
  }
  if (options['files'] === true && remote !== undefined) {
    throw new UsageError('--files follows a folder and --remote a repository: say one of them')
  }
  return {
    path,
    cluster: typeof cluster === 'string' ? cluster : undefined,
    remote: typeof remote === 'string' ? remote : undefined,
    files: options['files'] === true,
    mode,
    poll: secondsOf(options['poll'], '--poll'),
    probe: secondsOf(options['probe'], '--probe'),
    sweep: secondsOf(options['sweep'], '--sweep'),
    serve: portOf(options['serve']),
    color: options['logFormat'] === 'json' ? 'never' : options['color'],
    logFormat: options['logFormat'] === 'json' ? 'json' : 'text',
  }
}

/** Files that nobody committed are enforced only when the command line says so in so many words. */
export function modeFor(follows: 'branch' | 'files', { mode }: ClusterHost, asked: WatchOptions): WatchMode {
  return asked.mode ?? (follows === 'files' ? 'observe' : mode)
}

function secondsOf(text: unknown, option: string): number {
  const seconds = typeof text === 'string' && text !== '' ? Number(text) : Number.NaN
  if (seconds > 0 && seconds <= 86_400) return seconds * 1000
  throw new UsageError(`${option} takes seconds, up to a day, not ${JSON.stringify(text)}`)
}

function portOf(text: unknown): number | undefined {
  if (text === undefined) return undefined
  const port = typeof text === 'string' && /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new UsageError(`--serve takes a port, not ${JSON.stringify(text)}`)
}
