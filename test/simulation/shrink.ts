import type { Plant } from './scene.ts'
import { simulate, type SeedReport } from './simulate.ts'

/** The shortest story of a failing seed that was found. */
export interface Story {
  /** The life that is left when it is spared everything that does not matter; it breaks the same promise. */
  readonly report: SeedReport
  /** Numbers of the mishaps that it is spared, for living it again. */
  readonly spared: ReadonlySet<number>
  /** What had to happen. */
  readonly needed: readonly string[]
}

/** Takes mishaps away from a failing life, half of them first, then fewer, for as long as it breaks the same promise. */
export async function shrink(failed: SeedReport, plant?: Plant): Promise<Story> {
  let report = failed
  let spared: ReadonlySet<number> = new Set()
  const spare = async (size: number): Promise<boolean> => {
    const before = spared.size
    for (let from = report.mishaps.length; from >= 1; from -= size) {
      const more = Array.from({ length: size }, (_, index) => from - index).filter(
        (one) => one >= 1 && !spared.has(one),
      )
      if (more.length === 0) continue
      const trial = new Set([...spared, ...more])
      const found = await simulate(failed.seed, plant, trial)
      if (kindOf(found.violation) !== kindOf(failed.violation)) continue
      report = found
      spared = trial
    }
    return spared.size > before
  }
  for (let size = Math.ceil(failed.mishaps.length / 2); size > 1; size = Math.ceil(size / 2)) await spare(size)
  // Being spared one thing, a life meets others: so it goes on until nothing more can be taken away.
  for (let left = 20; left > 0 && (await spare(1));) left -= 1
  const needed = report.mishaps.filter((_, index) => !spared.has(index + 1))
  return { report, spared, needed }
}

/** A violation without the names and numbers of one life. */
function kindOf(violation: string | undefined): string | undefined {
  return violation
    ?.replaceAll(/run-\d+/g, 'a run')
    .replaceAll(/\d+/g, 'n')
    .split(/[:;{]/)[0]
}

/** The story of a failing seed, to be read: what had to happen, what came of it, and how to live it again. */
export function tellStory({ report, spared, needed }: Story): string {
  const { seed, violation = '', trace } = report
  const again = spared.size === 0 ? '' : ` --spare ${[...spared].toSorted((a, b) => a - b).join(',')}`
  const lines = trace.filter((line) => !/ (POST \/(login|logout|discard)|\{"kind":"observed")/.test(line))
  return [
    `seed ${seed}: ${violation}`,
    needed.length === 0 ? 'nothing had to happen for it' : `what had to happen: ${needed.join('; ')}`,
    ...(lines.length > 60 ? [...lines.slice(0, 2), `… ${lines.length - 60} lines …`, ...lines.slice(-58)] : lines),
    `again: npm run simulate -- --seed ${seed}${again}`,
  ].join('\n')
}
