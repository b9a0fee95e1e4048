import { ApplianceError } from '../../appliance/port.ts'
import { judge } from '../../doctor/live/index.ts'
import type { SeenNode } from '../../doctor/live/live-observation.ts'
import type { Cluster } from '../../model/fleet.ts'
import { isStanding, leaseWords } from '../../model/lease.ts'
import type { NodeName, Uuid } from '../../model/names.ts'
import { unknown } from '../../model/observed.ts'
import type { Plan } from '../../plan/plan.ts'
import { lastCommitIn } from '../../reconcile/journal/last-commit.ts'
import type { Look } from '../../reconcile/observe/observe.ts'
import type { ClusterHealth, Trouble } from '../../report/status/health.ts'
import { nodeHealth, type Answers } from './node-health.ts'
import { plannedHealth } from './planned-health.ts'
import type { RecordedHealth } from './recorded-health.ts'
import { holderOf } from './trouble.ts'

/** The health of a cluster, without what only a look at this machine's own files tells. */
export type JudgedHealth = Omit<ClusterHealth, 'unansweredLogins'>

/** What a look brought to light. */
export interface HealthFindings {
  readonly at: string
  readonly trouble?: Trouble
  readonly answers: Answers
  readonly asksNodes: boolean
  readonly plan?: Plan
  readonly seen?: Look
}

/** Judges what a look brought to light, beside what is recorded of the cluster. */
export function healthOf(cluster: Cluster, recorded: RecordedHealth, look: HealthFindings): JudgedHealth {
  const { at, trouble, answers, asksNodes, plan, seen } = look
  const { journal, ...known } = recorded
  const version = seen?.cluster.version
  const entry = uuidOf(cluster, cluster.entryNode.value)
  const holder = entry === undefined ? undefined : holderOf(answers.said.get(entry), cluster)
  const findings = judge({
    cluster,
    nodes: cluster.nodes.map((node) => seenNode(node, answers, cluster)),
    ...(holder === undefined ? {} : { attachedAt: holder }),
    ...sinceCommit(lastCommitIn(journal), at),
  })
  return {
    cluster: cluster.name,
    at,
    entryNode: cluster.entryNode.value,
    asksNodes,
    ...(trouble === undefined ? {} : { trouble }),
    ...(version?.kind === 'known' ? { version: `${version.value.version}-${version.value.build}` } : {}),
    ...known,
    ...plannedHealth(plan, recorded),
    leasesEnded: endedLeases(cluster, at.slice(0, 10)),
    ...unreadIn(seen),
    nodes: cluster.nodes.map((node) => nodeHealth(node, answers, plan, holder)),
    findings,
  }
}

/** By a clock that is ahead nobody knows how long ago it was. */
function sinceCommit(commitAt: number | undefined, at: string): { readonly sinceCommit?: number } {
  const since = commitAt === undefined ? undefined : Date.parse(at) - commitAt
  return since === undefined || since < 0 ? {} : { sinceCommit: since }
}

function unreadIn(seen: Look | undefined): Pick<ClusterHealth, 'unread'> {
  return seen === undefined || seen.unknown.length === 0 ? {} : { unread: seen.unknown }
}

function endedLeases({ leases = [] }: Cluster, today: string): ClusterHealth['leasesEnded'] {
  return leases
    .filter((lease) => !isStanding(lease, today))
    .map(({ of, ticket, owner, expires }) => {
      return { what: leaseWords(of), ticket, owner, expires }
    })
}

function seenNode({ name, uuid }: Cluster['nodes'][number], answers: Answers, cluster: Cluster): SeenNode {
  const said = answers.said.get(uuid.value)
  const attachedAt = holderOf(said, cluster)
  const { verification } = answers
  const holds =
    verification?.confirmed.includes(name) === true
      ? true
      : verification?.behind.includes(name) === true
        ? false
        : undefined
  return {
    name,
    ...(holds === undefined ? {} : { holds }),
    version: said === undefined || said instanceof ApplianceError ? unknown('not asked') : said.cluster.version,
    skew: answers.skews.get(uuid.value) ?? unknown('not asked'),
    ...(attachedAt === undefined ? {} : { attachedAt }),
  }
}

function uuidOf(cluster: Cluster, name: NodeName): Uuid | undefined {
  return cluster.nodes.find((node) => node.name === name)?.uuid.value
}
