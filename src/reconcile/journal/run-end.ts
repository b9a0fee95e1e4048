import type { Outcome } from '../../plan/progress.ts'
import type { RunId } from '../ports.ts'
import type { JournalReading } from './reading.ts'

/** How a run got to its end: nothing is left of it, or nothing that it could have done itself. */
export type RunEnd = 'done' | 'left to a person'

/** How a run that has this outcome got to its end; undefined where it was ended before. */
export function endOf(outcome: Outcome): RunEnd | undefined {
  return endBy(outcome.kind, 'standing' in outcome ? outcome.standing.left : 0)
}

/** The same as the journal has it; one that was killed has no end at all. */
export function recordedEnd({ records }: JournalReading, run: RunId): RunEnd | undefined {
  const end = records.findLast((record) => record.run === run && record.event.kind === 'run ended')?.event
  return end?.kind === 'run ended' ? endBy(end.outcome, end.left) : undefined
}

function endBy(outcome: string, left: number | undefined): RunEnd | undefined {
  if (isWhole(outcome)) return 'done'
  return outcome === 'waiting' && left === 0 ? 'left to a person' : undefined
}

const WHOLE: ReadonlySet<string> = new Set<Outcome['kind']>(['in sync', 'stored', 'nothing to do'])

/** Whether an outcome in the journal is that of a run that left nothing undone. */
export function isWhole(outcome: string): boolean {
  return WHOLE.has(outcome)
}
