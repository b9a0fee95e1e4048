import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Contestant } from '../measure.ts'
import { walk } from '../walk.ts'

/** Another tool that can do the same job, in one form of it. */
export interface Peer {
  readonly name: string
  readonly program: string
  /** As one writes it first, following the manual of the tool, or as it is fastest. */
  readonly form: 'usual' | 'tuned'
  /** Where to get it. */
  readonly from: string
  /** Of fleets with more nodes it would take minutes. */
  readonly mostNodes: number
  /** Where a run takes seconds, what more rounds would tell is not worth their time. */
  readonly mostRounds?: number
  /** Writes what the tool reads into a folder beside `clusters/`, and says how it is called. */
  readonly contestant: (context: PeerContext) => PeerContestant
}

/** Where a peer works. */
export interface PeerContext {
  /** The checkout, which has the peer's program text. */
  readonly root: string
  /** Holds `clusters/`. */
  readonly fleet: string
  /** The peer's own, beside `clusters/`. */
  readonly folder: string
}

/** A peer that can be measured. */
export interface PeerContestant extends Pick<Contestant, 'command' | 'first' | 'prepare'> {
  /** What it leaves the artifacts in, below its folder. */
  readonly artifacts: string
}

/** Copies a folder or file of a peer's program, which stands beside this file in the language of the peer. */
export function copyProgram({ root, folder }: PeerContext, from: string, to = '.'): void {
  cpSync(join(root, 'bench/peers', from), join(folder, to), { recursive: true })
}

/** Runs a step of a peer that is not measured. */
export function runUnmeasured({ folder }: PeerContext, command: readonly string[], timeout?: number): void {
  const [program = '', ...args] = command
  const { status, signal, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    maxBuffer: 1 << 28,
    ...(timeout === undefined ? {} : { timeout, killSignal: 'SIGKILL' }),
  })
  if (error !== undefined) throw new Error(`${command.join(' ')} was given up: ${error.message}`)
  if (status !== 0)
    throw new Error(`${command.join(' ')} ended with ${status ?? signal}: ${String(stderr).slice(-2000)}`)
}

/** Files of a fleet with where they belong: `region-000/cluster.yaml`, `region-000/locations/site00.yaml`. */
export function filesOf(fleet: string): readonly { readonly file: string; readonly parts: readonly string[] }[] {
  const clusters = join(fleet, 'clusters')
  return walk(clusters)
    .map((file) => ({ file, parts: relative(clusters, file).split('/') }))
    .filter(({ parts }) => parts.length > 1)
}
