import { isKnownStep } from '../../plan/known-steps.ts'
import type { JournalEvent } from './event.ts'
import type { JournalRecord } from './record.ts'

const KNOWN: Readonly<Record<JournalEvent['kind'], true>> = {
  'run started': true,
  recovered: true,
  'backup stored': true,
  'phase started': true,
  'write intended': true,
  'commit intended': true,
  committed: true,
  'stored at once': true,
  'commit uncertain': true,
  verified: true,
  'foreign change lost': true,
  'waiting for a person': true,
  'confirmed by a person': true,
  'lock broken': true,
  held: true,
  released: true,
  'run ended': true,
}

/** What records are about that this Pader does not know, sorted: a newer one wrote them. */
export function unreadIn(records: readonly JournalRecord[]): readonly string[] {
  const kinds = records.flatMap(({ event }) => {
    if (event.kind === 'write intended') return isKnownStep(event.step) ? [] : [event.step.kind]
    return Object.hasOwn(KNOWN, event.kind) ? [] : [event.kind]
  })
  return [...new Set<string>(kinds)].toSorted()
}
