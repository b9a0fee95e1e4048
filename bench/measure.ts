import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What one run of a process cost: seconds, and MiB of memory at its peak where that could be asked. */
export interface Cost {
  readonly user: number
  readonly system: number
  readonly wall: number
  readonly peak?: number
}

/** A command to measure. `prepare` runs before each run and is not measured. */
export interface Contestant {
  readonly name: string
  readonly command: readonly string[]
  /** Whether it is a Node process, whose own accounting can be read. */
  readonly isNode: boolean
  readonly cwd?: string
  /** Runs once before the first run, and is not measured. */
  readonly first?: () => void
  readonly prepare?: () => void
  /** Of more rounds it takes no part. */
  readonly mostRounds?: number
  /** Exit codes that count as success. */
  readonly accepts?: readonly number[]
}

/** Runs the contestants in turn (A B C, A B C, …), so that a machine that slows down slows all of them. */
export function interleave(contestants: readonly Contestant[], rounds: number): ReadonlyMap<string, readonly Cost[]> {
  const costs = new Map(contestants.map(({ name }) => [name, new Array<Cost>()]))
  for (let round = 0; round <= rounds; round++) {
    for (const contestant of contestants.filter(({ mostRounds = rounds }) => round <= mostRounds)) {
      if (round === 0) contestant.first?.()
      const cost = runOnce(contestant)
      // The first round warms the disk's cache and does not count.
      if (round > 0) costs.get(contestant.name)?.push(cost)
    }
  }
  return costs
}

/** Seconds; what takes longer is run a single time. */
const TOO_LONG_TO_REPEAT = 60

/** Runs the contestants in turn where a run may take minutes; who fails is told and left out from then on. */
export function interleavePatiently(
  contestants: readonly Contestant[],
  rounds: number,
  tell: (line: string) => void,
): ReadonlyMap<string, readonly Cost[]> {
  const costs = new Map<string, Cost[]>()
  const left = new Set(contestants)
  for (let round = 0; round < rounds; round++) {
    for (const contestant of left) {
      try {
        if (round === 0) contestant.first?.()
        const cost = runOnce(contestant)
        costs.set(contestant.name, [...(costs.get(contestant.name) ?? []), cost])
        if (cost.wall > TOO_LONG_TO_REPEAT) left.delete(contestant)
      } catch (failure) {
        tell(failure instanceof Error ? failure.message : String(failure))
        left.delete(contestant)
      }
    }
  }
  return costs
}

/** Milliseconds after which a run is given up. */
export const PATIENCE = 20 * 60_000

/**
 * Tells the processor time of a program. A time limit for the shell would end the shell alone, and the program would go on
 * beside those that are measured after it.
 */
const LIMITED = `TIMEFORMAT="%U %S"; time timeout --foreground --signal=KILL ${PATIENCE / 1000} "$@" >/dev/null 2>&1`

function runOnce(contestant: Contestant): Cost {
  contestant.prepare?.()
  const { NODE_EXTRA_CA_CERTS: _costsTimeAtEveryStart, ...env } = process.env
  const [program = '', ...args] = contestant.isNode
    ? [process.execPath, '--require', hook, ...contestant.command]
    : ['bash', '-c', LIMITED, 'bash', ...contestant.command]
  const started = process.hrtime.bigint()
  const done = spawnSync(program, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe', contestant.isNode ? 'pipe' : 'ignore'],
    maxBuffer: 1 << 26,
    ...(contestant.isNode ? { timeout: PATIENCE } : {}),
    ...(contestant.cwd === undefined ? {} : { cwd: contestant.cwd }),
  })
  const wall = Number(process.hrtime.bigint() - started) / 1e9
  if (wall > PATIENCE / 1000) throw new Error(`${contestant.name} was given up after ${(wall / 60).toFixed(0)} minutes`)
  if (!(contestant.accepts ?? [0]).includes(done.status ?? -1)) {
    throw new Error(`${contestant.name} ended with ${done.status ?? done.signal}: ${String(done.stderr).slice(-2000)}`)
  }
  return { wall, ...(contestant.isNode ? fromHook(done.output[3]) : fromShell(String(done.stderr))) }
}

const hook = fileURLToPath(new URL('../bench/usage.cjs', import.meta.url))

function fromHook(text: unknown): Omit<Cost, 'wall'> {
  const { user, system, peak } = JSON.parse(String(text)) as Required<Cost>
  return { user, system, peak }
}

function fromShell(text: string): Omit<Cost, 'wall'> {
  const [user = Number.NaN, system = Number.NaN] = text.trim().split(/\s+/).map(Number)
  return { user, system }
}

/** The median of one figure over the runs; undefined where no run has it. */
export function median(costs: readonly Cost[], figure: (cost: Cost) => number | undefined): number | undefined {
  const values = costs.flatMap((cost) => figure(cost) ?? []).toSorted((a, b) => a - b)
  return values[Math.floor(values.length / 2)]
}
