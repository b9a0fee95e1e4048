import type { Clock } from '../ports.ts'
import { elapsed } from '../run/elapsed.ts'
import { askNode, type Answer } from './ask-node.ts'
import type { VerificationTask } from './verification-task.ts'

/** What the entry node holds, compared with what was seen of it. That it could not be asked says neither. */
export type EntryNow =
  /** As far as anybody has reason to doubt it. */
  | { readonly kind: 'same' }
  /** The parts that it shows otherwise. */
  | { readonly kind: 'moved'; readonly moved: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string }

/** Milliseconds between two questions to a node from which on it is late: those that take over what was committed seldom are. */
const LATE = 2_000

/**
 * Asks the entry node again what it holds while others show something else: it may be what somebody has saved since it was
 * looked at, and then nobody will ever show what is waited for. Where no node shows something else, it is not asked, and
 * seldom where one takes its time; at the end (without a pause that follows) always, because who is behind depends on it.
 */
export function askEntry(
  task: VerificationTask,
  clock: Clock,
): (left: readonly Answer[], pause: number | undefined) => Promise<EntryNow> {
  // What is heard is about the others: what was seen of the entry node stands.
  const { heard: _, ...quiet } = task
  const began = elapsed(clock)
  let due = 0
  let last: EntryNow = { kind: 'same' }
  return async (left, pause) => {
    const differing = left.filter(({ holds }) => holds === false).map(({ node }) => node)
    if (differing.length === 0) return { kind: 'same' }
    if (pause !== undefined && (pause < LATE || elapsed(clock) - began < due)) return last
    await task.between?.()
    last = entryNow(await askNode(quiet, task.entryNode, clock, differing))
    due = 2 * (elapsed(clock) - began)
    return last
  }
}

function entryNow({ holds, detail, moved }: Answer): EntryNow {
  if (holds === undefined) return { kind: 'unknown', why: detail }
  if (holds) return { kind: 'same' }
  return { kind: 'moved', moved: moved.length > 0 ? moved : ['the version that the entry node runs'] }
}

/** Why nothing is said of nodes that show something else than the entry node did. */
export function unsureWords(entry: Exclude<EntryNow, { kind: 'same' }>): string {
  if (entry.kind === 'unknown')
    return `whether the entry node was changed while the others were asked is not known: ${entry.why}`
  const [first = '', ...others] = entry.moved
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return `the entry node was changed while the others were asked: ${first}${more}`
}
