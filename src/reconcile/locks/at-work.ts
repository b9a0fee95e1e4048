import { timeText } from '../../source/time-text.ts'
import type { ClusterName } from '../../model/names.ts'
import type { LeaseHolder } from './lease.ts'

/** Who changes a cluster, as whoever wants to do so too is told. */
export function workWords({ by, why, since, until, isGone }: LeaseHolder): string {
  const start = since === undefined ? '' : ` since ${timeText(since)}`
  const end = timeText(until)
  return isGone === true
    ? `${by} was at work there (${why})${start}, is no longer a process on this machine, and has left the lease behind, which ends at ${end}`
    : `${by} is at work there (${why})${start}, and has the lease until ${end} unless extended`
}

/** What to do about that. A process that is suspended extends nothing, and keeps its sessions for as long as it is there. */
export function whileAtWork(cluster: ClusterName, { isGone }: LeaseHolder): string {
  const free = `pader lock break --cluster ${cluster} --why …`
  return isGone === true
    ? `run this again when the lease has ended, or, unless it is at work in a container, end it now: ${free}; the next run goes on from what is there`
    : `wait for it to end; where it hangs or is suspended, end that process: the next run goes on from what is there; where its machine is gone: ${free}`
}
