import { isKnownStep } from '../../plan/known-steps.ts'
import type { JournalRecord } from './record.ts'
import { isKnownEvent } from './shapes.ts'

/** What records are about that this Pader does not know, sorted: a newer one wrote them. */
export function unreadIn(records: readonly JournalRecord[]): readonly string[] {
  const kinds = records.flatMap(({ event }) => {
    if (event.kind === 'write intended') return isKnownStep(event.step) ? [] : [event.step.kind]
    return isKnownEvent(event) ? [] : [event.kind]
  })
  return [...new Set<string>(kinds)].toSorted()
}
