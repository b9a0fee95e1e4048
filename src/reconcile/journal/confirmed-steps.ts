import type { JournalReading } from './reading.ts'

/** How long somebody's word that a step was done counts (milliseconds): what a person saw last week may be undone. */
const WORD_COUNTS_FOR = 7 * 86_400_000

/**
 * Ids of the manual steps that people confirmed not too long ago, as the journal has them. A word was given no later than what
 * was written down after it, so that a clock that was ahead makes it count longer only until then.
 */
export function confirmedSteps({ records }: JournalReading, now: number): ReadonlySet<string> {
  const steps = new Set<string>()
  let latest = now
  for (const { event, at } of records.toReversed()) {
    latest = Math.min(latest, Date.parse(at))
    if (event.kind === 'confirmed by a person' && now - latest < WORD_COUNTS_FOR) steps.add(event.step)
  }
  return steps
}
