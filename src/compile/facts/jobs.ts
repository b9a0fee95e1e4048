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
