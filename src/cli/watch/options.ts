import { Option, type Command as Parser } from 'commander'
import type { ClusterHost } from '../../appliance/host-file.ts'
import type { WatchMode } from '../../reconcile/watch/pass.ts'
import { UsageError, type OptionsOf } from '../command.ts'
import { logFormats, type LogFormat } from './log/log.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { numberOf, period, port } from '../options/number.ts'
import { colorOption } from '../options/output.ts'
import { clusterOption } from '../options/repository.ts'
import type { ColorChoice } from '../output/appearance.ts'

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
  readonly color: ColorChoice
  readonly logFormat: LogFormat
}

/** Adds what `pader watch` can be told. */
export function addWatchOptions(parser: Parser) {
  return parser
    .addOption(hostConfigOption())
    .addOption(clusterOption('only this cluster of the host file'))
    .option('--remote <repository>', 'follow this repository (URL or path); overrides the host file')
    .option('--files', 'follow the files in the folder as they are, committed or not')
    .option(
      '--mode <mode>',
      'observe (report what differs), propose (as a branch) or enforce (apply); overrides the host file',
      readMode,
    )
    .option('--poll <seconds>', 'interval between checks of the branch', numberOf('--poll', period), 60)
    .option('--probe <seconds>', 'interval between checks for drift', numberOf('--probe', period), 300)
    .option(
      '--sweep <seconds>',
      'interval between full checks for drift, of everything on every node',
      numberOf('--sweep', period),
      3600,
    )
    .option('--serve <port>', 'serve a status page on this port; overrides the host file', numberOf('--serve', port))
    .addOption(
      new Option('--log-format <form>', 'text for people, or json with one object per line for log collectors')
        .choices(logFormats)
        .default('text'),
    )
    .addOption(colorOption)
}

/** Reads the options of `pader watch`. */
export function readWatchOptions(path: string, options: OptionsOf<typeof addWatchOptions>): WatchOptions {
  const { mode, remote, cluster, files = false, logFormat, color } = options
  if (files && remote !== undefined) {
    throw new UsageError('--files follows a folder and --remote a repository: say one of them')
  }
  return {
    path,
    cluster,
    remote,
    files,
    mode,
    poll: options.poll * 1000,
    probe: options.probe * 1000,
    sweep: options.sweep * 1000,
    serve: options.serve,
    color: logFormat === 'json' ? 'never' : color,
    logFormat,
  }
}

/** Files that nobody committed are enforced only when the command line says so in so many words. */
export function modeFor(follows: 'branch' | 'files', { mode }: ClusterHost, asked: WatchOptions): WatchMode {
  return asked.mode ?? (follows === 'files' ? 'observe' : mode)
}

function readMode(mode: string): WatchMode {
  if (mode === 'observe' || mode === 'propose' || mode === 'enforce') return mode
  throw new UsageError(`--mode takes observe, propose or enforce, not ${JSON.stringify(mode)}`)
}
