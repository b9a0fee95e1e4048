import { median, type Cost } from './measure.ts'

/** The medians of one contestant, and how its processor time compares with that of others of the same run. */
export interface Row {
  readonly name: string
  readonly user: number
  readonly wall: number
  readonly peak?: number
  /**
   * Of user processor time; of all of it against an empty process, which is too short for the kernel to tell one from the
   * other. Absent for the one that is compared with.
   */
  readonly ratio?: { readonly to: string; readonly value: number }
  /** How many times as fast a cold run of Pader is; of other programs for the same job, in the same run. */
  readonly paderFaster?: { readonly wall: number; readonly user: number }
}

/** Pader's cold run, which knows nothing of an earlier one, as the other programs do not. */
const PADER = 'pader compile, cold'

/** What is no other program for the same job: Pader itself, what does less, and an empty process. */
const NO_RIVAL = /^(pader|floor|node)\b/

/** Rows of a run; each is compared with the floor where the run has one, and Pader's repeats with an empty process. */
export function rowsOf(costs: ReadonlyMap<string, readonly Cost[]>): readonly Row[] {
  return [...costs].map(([name, own]) => {
    const to = !costs.has('floor') || /changed$/.test(name) ? 'node -e 0' : 'floor'
    const spent = to === 'node -e 0' ? whole : userTime
    const other = median(costs.get(to) ?? [], spent)
    const peak = median(own, (cost) => cost.peak)
    return {
      name,
      user: median(own, userTime) ?? 0,
      wall: median(own, (cost) => cost.wall) ?? 0,
      ...(peak === undefined ? {} : { peak }),
      ...(name === to || name === 'node -e 0' || other === undefined
        ? {}
        : { ratio: { to, value: (median(own, spent) ?? 0) / other } }),
      ...(NO_RIVAL.test(name) || !costs.has(PADER) ? {} : { paderFaster: fasterThan(own, costs.get(PADER) ?? []) }),
    }
  })
}

function fasterThan(other: readonly Cost[], pader: readonly Cost[]): NonNullable<Row['paderFaster']> {
  const times = (figure: (cost: Cost) => number): number => (median(other, figure) ?? 0) / (median(pader, figure) ?? 0)
  return { wall: times(({ wall }) => wall), user: times(userTime) }
}

const userTime = ({ user }: Cost): number => user
const whole = ({ user, system }: Cost): number => user + system

/** Rows as a Markdown table, which reads well in a terminal too. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ name, user, wall, peak, ratio, paderFaster }) => [
    name,
    `${user.toFixed(2)} s`,
    `${wall.toFixed(2)} s`,
    peak === undefined ? '' : `${peak.toFixed(0)} MiB`,
    ratio === undefined ? '' : `${ratio.value.toFixed(2)} × ${ratio.to}`,
    paderFaster === undefined ? '' : `${paderFaster.wall.toFixed(1)} / ${paderFaster.user.toFixed(1)}`,
  ])
  return markdownTable(
    [
      'what',
      'user CPU',
      'wall',
      'peak memory',
      'processor time as a ratio',
      'pader is so many times as fast, wall / CPU',
    ],
    cells,
  )
}

/** Cells as a Markdown table with columns of one width. */
export function markdownTable(head: readonly string[], cells: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n')
}
