import type { Cluster, Node } from '../../model/fleet.ts'
import type { NodeName } from '../../model/names.ts'
import type { ScheduledJob } from '../../model/settings.ts'
import type { Place } from '../../source/place.ts'
import { startsOf, type NodeJob } from './jobs.ts'

/** Nodes at which jobs are due at one moment, and where the first of them is written. */
export interface DueTogether {
  readonly nodes: readonly NodeName[]
  readonly place: Place
}

/** The nodes of the cluster, or else of each location of several, where one moment finds all of them at one of the jobs. */
export function dueTogether(cluster: Cluster, jobs: readonly NodeJob[]): readonly DueTogether[] {
  const runs = jobs.flatMap((one) => startsOf(one).map((start) => runOf(one, start, cluster)))
  const moments = new Map(runs.map(({ moment }) => [JSON.stringify(moment), moment]))
  const together = [...moments.values()].map((moment) => runs.filter((run) => isDueAt(run.moment, moment)))
  const everywhere = allOf(cluster.nodes, together)
  if (everywhere.length > 0) return everywhere
  return cluster.locations.flatMap(({ name }) =>
    allOf(
      cluster.nodes.filter(({ location }) => location === name),
      together,
    ),
  )
}

function allOf(nodes: readonly Node[], together: readonly (readonly Run[])[]): readonly DueTogether[] {
  const [first] = nodes
  const names = nodes.map(({ name }) => name)
  const found = together.find((runs) => {
    const due = new Set(runs.flatMap((run) => run.nodes))
    return names.every((name) => due.has(name))
  })
  const run = found?.find((one) => one.nodes.some((name) => name === first?.name))
  return run === undefined || nodes.length < 2 ? [] : [{ nodes: names, place: run.place }]
}

/** A job at the nodes that run it, and when it is due there. */
interface Run {
  readonly nodes: readonly string[]
  readonly moment: Moment
  readonly place: Place
}

/** By the clock of a time zone, which is empty where nothing says it. */
interface Moment {
  readonly schedule: ScheduledJob['schedule']
  readonly day: string
  readonly time: string
  readonly zone: string
}

function runOf({ node, job, place }: NodeJob, { schedule, at = '' }: ScheduledJob, { locations }: Cluster): Run {
  const [time = '', day = ''] = at.split(' ').toReversed()
  const zone = locations.find(({ name }) => name === node.location)?.timeZone?.value ?? ''
  return {
    nodes: job.onNodes ?? [node.name],
    moment: { schedule, time, day: day.replace(/^0/, ''), zone },
    place,
  }
}

/** What is done every day is due on every day. */
function isDueAt(one: Moment, { schedule, day, time, zone }: Moment): boolean {
  if (one.time !== time || (one.zone !== zone && one.zone !== '' && zone !== '')) return false
  return one.schedule === schedule ? one.day === day : one.schedule === 'daily' && schedule !== 'hourly'
}
