import type { ClusterHealth, Held } from './health.ts'
import { timeText } from '../../source/time-text.ts'

/** Who has something, since when, and until when unless extended. */
export function heldText({ by, since, until, isGone }: Held): string {
  const start = since === undefined ? '' : ` since ${timeText(since)}`
  if (isGone === true)
    return `by ${by}${start}, which is no process of this machine any more and has left it; it ends at ${timeText(until)}`
  return `by ${by}${start}, until ${timeText(until)} unless extended`
}

/** Who may change a cluster; and whose right to it ran out, which is what a run leaves that was killed. */
export function leaseText({ lock, lapsed }: Pick<ClusterHealth, 'lock' | 'lapsed'>): string {
  if (lock !== undefined) return heldText({ ...lock, by: `${lock.by} (${lock.why})` })
  if (lapsed === undefined) return 'nobody holds the lease'
  return `that of ${lapsed.by} (${lapsed.why}) expired at ${timeText(lapsed.until)} and was not released: the run was killed or lost its state, and the next one finds out what it did`
}
