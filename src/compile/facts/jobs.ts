import type { Cluster, Node } from '../../model/fleet.ts'
import type { ScheduledJob } from '../../model/settings.ts'
import type { Place } from '../../source/place.ts'
import { nodesWith, placeOf, settingOf } from './settings-of-nodes.ts'

/** A scheduled job, the node that has it, and where it is written. */
export interface NodeJob {
  readonly node: Node
  readonly job: ScheduledJob
  readonly place: Place
}

/** The managed jobs of all nodes. */
export function jobsOf(cluster: Cluster): readonly NodeJob[] {
  return nodesWith(cluster, 'jobs').flatMap((node) =>
    (settingOf(node, 'jobs') ?? []).map((job) => ({ node, job, place: placeOf(node, 'jobs') })),
  )
}

/** Whether a job takes something to another machine; a path without a host stays on its own. */
export function goesElsewhere({ destination }: ScheduledJob): boolean {
  return destination !== undefined && /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(destination) && !/^file:/i.test(destination)
}

/** Whether something starts a job: its schedule, or another job of the node that is started itself. */
export function isStarted(one: NodeJob): boolean {
  return startsOf(one).length > 0
}

/** The jobs by whose schedule a job is started: itself, or those at the beginning of the chains that lead to it. */
export function startsOf({ node, job }: NodeJob): readonly ScheduledJob[] {
  return startsAmong(settingOf(node, 'jobs') ?? [], job)
}

function startsAmong(jobs: readonly ScheduledJob[], job: ScheduledJob): readonly ScheduledJob[] {
  if (!job.enabled) return []
  if (job.schedule !== 'after-job') return [job]
  // Jobs that start each other in a loop are started by nobody.
  const others = jobs.filter((other) => other !== job)
  return others.filter((other) => other.then === job.id).flatMap((other) => startsAmong(others, other))
}
