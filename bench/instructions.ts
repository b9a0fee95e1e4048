import { spawnSync } from 'node:child_process'
import { compilers, emptyNode, startUps, type BenchContext } from './contestants.ts'
import type { Contestant } from './measure.ts'
import { markdownTable } from './table.ts'

/** Runs after which nothing more is kept of what a run has compiled. */
const UNTIL_WARM = 5

/** Contestants whose instructions say something, and what they are compared with. */
const BESIDE: ReadonlyMap<string, string> = new Map([
  ['pader --help', emptyNode.name],
  ['pader compile, cold', 'floor'],
  ['pader compile, nothing changed', emptyNode.name],
  ['pader compile, one location changed', emptyNode.name],
])

/** Why instructions cannot be counted here; undefined where they can. */
export function lackForCounting(): string | undefined {
  const { status } = spawnSync('valgrind', ['--version'])
  return status === 0 ? undefined : 'instructions are counted by valgrind, a package of Debian: it is not installed'
}

/**
 * What runs cost in instructions outside of the kernel, as a table. Other jobs on the machine do not change them, so that one
 * run tells what took many to see in time: a difference of a few per cent counts, less is what V8 does now here and now there.
 */
export function instructionsFigures(context: BenchContext): string {
  const counts = new Map<string, number>()
  for (const contestant of [...startUps(context), ...compilers(context)]) {
    const isCompared = BESIDE.has(contestant.name) || [...BESIDE.values()].includes(contestant.name)
    if (isCompared && !counts.has(contestant.name)) counts.set(contestant.name, countOf(contestant))
  }
  const rows = [...counts].map(([name, count]) => {
    const other = BESIDE.get(name)
    const ratio = other === undefined ? '' : `${(count / (counts.get(other) ?? Number.NaN)).toFixed(2)} × ${other}`
    return [name, `${(count / 1e6).toFixed(0)} million`, ratio]
  })
  return markdownTable(['what', 'instructions', 'as a ratio'], rows)
}

function countOf({ name, command, cwd, prepare }: Contestant): number {
  const { NODE_EXTRA_CA_CERTS: _costsTimeAtEveryStart, ...env } = process.env
  const run = (program: string, args: readonly string[]): string => {
    prepare?.()
    const { status, stderr } = spawnSync(program, args, {
      env,
      encoding: 'utf8',
      ...(cwd === undefined ? {} : { cwd }),
    })
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr.slice(-2000)}`)
    return stderr
  }
  for (let time = 0; time < UNTIL_WARM; time++) run(process.execPath, command)
  const counted = /I +refs: +([\d,]+)/.exec(run('valgrind', [...COUNTING, process.execPath, ...command]))?.[1]
  return Number(counted?.replaceAll(',', ''))
}

const COUNTING = ['--tool=cachegrind', '--cache-sim=no', '--smc-check=all-non-file', '--cachegrind-out-file=/dev/null']
