import type { Observation } from '../model/observed.ts'

/** Seconds by which the entry node's clock must be past the last known save, on top of the measured difference. */
export const clockMargin = 2

/** What is known of time before a commit, in seconds on the clock of whoever asks. */
export interface Clocks {
  readonly now: number
  /** When the storage that everyone should hold was saved, by the clock of the node it was saved on. */
  readonly lastSave: Observation<number>
  /** How far the entry node's clock is ahead, with its uncertainty. */
  readonly entry: Observation<{ readonly seconds: number; readonly uncertainty: number }>
}

/** Whether a commit may be made as far as time goes. */
export type Timing =
  | { readonly kind: 'go' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'stop'; readonly reason: string }

/**
 * Whether the commit would be the newest change. With equal priorities the newest wins, by the clock of the node that
 * it was saved on; so a commit on a node whose clock is behind would lose against what it should replace.
 */
export function timing({ now, lastSave, entry }: Clocks): Timing {
  if (entry.kind !== 'known') return { kind: 'stop', reason: 'the clock of the entry node could not be measured' }
  if (lastSave.kind === 'unknown') return { kind: 'stop', reason: 'it is not known when the last change was saved' }
  if (lastSave.kind === 'absent') return { kind: 'go' }
  const atLeast = now + entry.value.seconds - entry.value.uncertainty
  const missing = lastSave.value + clockMargin - atLeast
  return missing > 0 ? { kind: 'wait', seconds: Math.ceil(missing) } : { kind: 'go' }
}
