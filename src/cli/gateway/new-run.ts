import { randomUUID } from 'node:crypto'
import type { RunId } from '../../reconcile/ports.ts'

/** Name of a new run for the journal. */
export function newRun(): RunId {
  return randomUUID()
}
