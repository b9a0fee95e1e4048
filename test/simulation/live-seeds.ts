import { shrink, tellStory } from './shrink.ts'
import { simulate } from './simulate.ts'

/** Stories that are told of one slice: each is shrunk, which takes its time. */
const MOST_STORIES = 3

/** What became of a slice of seeds. */
export interface Slice {
  /** What happened in the lives that broke a promise, shrunk to what had to happen. */
  readonly stories: readonly string[]
  readonly runs: number
  readonly commits: number
  /** How often each rare thing happened, in all lives together. */
  readonly happened: ReadonlyMap<string, number>
}

/** Lives through seeds, one after the other; the slice ends early where too much is broken to be told. */
export async function liveSeeds(from: number, count: number, spared: ReadonlySet<number> = new Set()): Promise<Slice> {
  const stories: string[] = []
  const happened = new Map<string, number>()
  let [runs, commits] = [0, 0]
  for (let seed = from; seed < from + count && stories.length < MOST_STORIES; seed += 1) {
    const report = await simulate(seed, undefined, spared)
    runs += report.runs
    commits += report.commits
    for (const [what, times] of report.happened) happened.set(what, (happened.get(what) ?? 0) + times)
    if (report.violation === undefined) continue
    stories.push(tellStory(spared.size > 0 ? { report, spared, needed: report.mishaps } : await shrink(report)))
  }
  return { stories, runs, commits, happened }
}
