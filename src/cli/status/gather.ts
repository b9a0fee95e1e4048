import { ApplianceError } from '../../appliance/port.ts'
import type { HostFile } from '../../appliance/host-file.ts'
import { judge } from '../../doctor/live/index.ts'
import type { SeenNode } from '../../doctor/live/live-observation.ts'
import type { Cluster } from '../../model/fleet.ts'
import { isStanding, leaseWords } from '../../model/lease.ts'
import type { NodeName, Uuid } from '../../model/names.ts'
import { unknown } from '../../model/observed.ts'
import type { Plan } from '../../plan/plan.ts'
import { remedyFor } from '../../reconcile/ending/fault-ending.ts'
import { lastCommitIn, lastWrittenIn } from '../../reconcile/journal/last-commit.ts'
import { measureClocks, silentNodes } from '../../reconcile/cache/measure-clocks.ts'
import { look, type Look } from '../../reconcile/observe/observe.ts'
import { verify } from '../../reconcile/verify/verify.ts'
import type { ClusterHealth, Trouble } from '../../report/status/health.ts'
import { awaitedWords } from '../../report/plan/away.ts'
import { leasedWords } from '../../report/plan/step.ts'
import { summaryOf } from '../../report/plan/summary.ts'
import { CommandFailure } from '../command.ts'
import { makePlan } from '../gateway/make-plan.ts'
import { openCluster, type LookingPorts, type PlanInputs } from '../gateway/open-cluster.ts'
import { machineOf } from '../process/machine.ts'
import { stateOf } from '../shared/state.ts'
import type { World } from '../world.ts'
import { unansweredLogins } from './unanswered-logins.ts'
import { readRecordedHealth, waitingSince, type RecordedHealth } from './recorded-health.ts'
import { nodeHealth, type Answers } from './node-health.ts'

/** Looks at a cluster from every side that is open, and judges it; what stands in the way of one side hides no other. */
export async function gatherHealth(
  cluster: Cluster,
  hostFile: HostFile,
  folder: string,
  world: World,
): Promise<ClusterHealth> {
  const recorded = await readRecordedHealth(cluster, stateOf(hostFile, world), machineOf(world).clock)
  const found = await healthFrom(cluster, hostFile, folder, recorded, world)
  // Afterwards: a login of this look that was answered ends the doubt about an earlier one.
  return { ...found, unansweredLogins: await unansweredLogins(cluster, hostFile.stateDirectory) }
}

type Found = Omit<ClusterHealth, 'unansweredLogins'>

async function healthFrom(
  cluster: Cluster,
  hostFile: HostFile,
  folder: string,
  recorded: RecordedHealth,
  world: World,
): Promise<Found> {
  try {
    const open = await openCluster(cluster, hostFile, folder, world)
    try {
      return await lookFrom(open, recorded)
    } finally {
      await open.close()
    }
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    const trouble: Trouble = {
      kind: 'not set up',
      message: error.message,
      remedy: 'correct the host file or what it refers to',
    }
    return health(cluster, recorded, {
      at: new Date(machineOf(world).clock.now()).toISOString(),
      trouble,
      answers: noAnswers,
      asksNodes: false,
    })
  }
}

const noAnswers: Answers = { skews: new Map(), said: new Map(), names: new Map() }

async function lookFrom(open: LookingPorts & PlanInputs, recorded: RecordedHealth): Promise<Found> {
  const { cluster, gateways, entryNode, clock } = open
  const skews = await measureClocks(
    cluster.nodes.map(({ uuid }) => uuid.value),
    gateways,
    entryNode,
  )
  const at = new Date(clock.now()).toISOString()
  const seen = await gateways.entry.read((reader) => look(reader, open.scope, at)).catch(asFault)
  if (seen instanceof ApplianceError) {
    const answers = { skews, said: new Map([[entryNode, seen]]), names: open.scope.names }
    return health(cluster, recorded, {
      at,
      trouble: troubleOf(seen, cluster),
      answers,
      asksNodes: gateways.mayAskNodes,
    })
  }
  const said = new Map<Uuid, Look | ApplianceError>([[entryNode, seen]])
  const { membership } = seen.cluster
  const { verification } = await verify(
    {
      gateways,
      scope: open.scope,
      expected: seen.snapshot,
      members: membership.kind === 'known' ? membership.value : [...seen.cluster.nodes.keys()],
      entryNode,
      witnesses: lastWrittenIn(recorded.journal),
      silent: silentNodes(skews, entryNode),
      patience: 0,
      heard: (node, what) => said.set(node, what),
    },
    clock,
    async () => undefined,
  )
  return health(cluster, recorded, {
    at,
    answers: { skews, said, verification, entry: seen, names: open.scope.names },
    asksNodes: gateways.mayAskNodes,
    plan: makePlan(open, seen.cluster),
    seen,
  })
}

/** What a look brought to light. */
interface HealthFindings {
  readonly at: string
  readonly trouble?: Trouble
  readonly answers: Answers
  readonly asksNodes: boolean
  readonly plan?: Plan
  readonly seen?: Look
}

function health(cluster: Cluster, recorded: RecordedHealth, look: HealthFindings): Found {
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
    waiting: plan === undefined ? [] : waitingIn(plan, recorded),
    away: plan === undefined ? [] : awayIn(plan),
    leased: plan === undefined ? [] : leasedIn(plan),
    leasesEnded: endedLeases(cluster, at.slice(0, 10)),
    ...(plan === undefined ? {} : { differences: differencesIn(plan) }),
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

function waitingIn({ phases }: Plan, { journal }: RecordedHealth): ClusterHealth['waiting'] {
  return phases
    .flatMap(({ steps }) => steps)
    .flatMap((step) => {
      if (step.kind !== 'manual') return []
      const since = waitingSince(journal, step.id)
      return [{ step: step.id, what: step.instructions[0] ?? '', ...(since === undefined ? {} : { since }) }]
    })
}

function awayIn({ away = [] }: Plan): ClusterHealth['away'] {
  return away.map((one) => ({ node: one.node, what: awaitedWords(one), ticket: one.ticket, expires: one.expires }))
}

function leasedIn({ leased = [] }: Plan): ClusterHealth['leased'] {
  return leased.map(({ step, ticket, owner, expires }) => ({ what: leasedWords(step, '→'), ticket, owner, expires }))
}

function endedLeases({ leases = [] }: Cluster, today: string): ClusterHealth['leasesEnded'] {
  return leases
    .filter((lease) => !isStanding(lease, today))
    .map(({ of, ticket, owner, expires }) => {
      return { what: leaseWords(of), ticket, owner, expires }
    })
}

function differencesIn(plan: Plan): NonNullable<ClusterHealth['differences']> {
  const changes = plan.phases.flatMap(({ steps }) => steps).filter(({ kind }) => kind !== 'manual').length
  const [first] = plan.blocked
  const firstLeft = first === undefined ? {} : { firstLeft: blockedWords(first) }
  return { changes, left: plan.blocked.length, summary: summaryOf(plan), ...firstLeft }
}

function blockedWords({ node, setting, object, reason, remedy }: Plan['blocked'][number]): string {
  const what = [object ?? setting, node].filter((part) => part !== undefined).join(' of ')
  return `${what}: ${reason}; ${remedy}`
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

/** Name of the node at which somebody is attached, as a refusal says. */
function holderOf(said: Look | ApplianceError | undefined, cluster: Cluster): string | undefined {
  if (!(said instanceof ApplianceError) || said.fault !== 'attached elsewhere') return undefined
  if (said.holder === undefined) return 'unnamed'
  return cluster.nodes.find(({ uuid }) => uuid.value.toUpperCase() === said.holder)?.name ?? said.holder
}

function troubleOf(error: ApplianceError, cluster: Cluster): Trouble {
  const isBusy = error.fault === 'attached elsewhere' || error.fault === 'account in use'
  const kind = isBusy ? 'attached elsewhere' : 'unreachable'
  const holder = holderOf(error, cluster)
  const entry = cluster.entryNode.value
  if (holder !== undefined && holder !== 'unnamed') {
    const message = `cannot look through ${entry}, the entry node: somebody is logged on at ${holder}`
    return { kind, message, remedy: remedyFor(error.fault) }
  }
  const message = `cannot look through ${entry}, the entry node: ${error.message} (${error.request})`
  return { kind, message, remedy: remedyFor(error.fault) }
}

function asFault(error: unknown): ApplianceError {
  if (error instanceof ApplianceError) return error
  throw error
}

function uuidOf(cluster: Cluster, name: NodeName): Uuid | undefined {
  return cluster.nodes.find((node) => node.name === name)?.uuid.value
}
