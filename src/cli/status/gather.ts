import type { HostFile } from '../../appliance/host-file.ts'
import { ApplianceError } from '../../appliance/port.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { Uuid } from '../../model/names.ts'
import { measureClocks, silentNodes } from '../../reconcile/cache/measure-clocks.ts'
import { lastWrittenIn } from '../../reconcile/journal/last-commit.ts'
import { look, type Look } from '../../reconcile/observe/observe.ts'
import { verify } from '../../reconcile/verify/verify.ts'
import type { ClusterHealth, Trouble } from '../../report/status/health.ts'
import { CommandFailure } from '../command.ts'
import { makePlan } from '../gateway/make-plan.ts'
import { obstacleOf } from '../gateway/obstacle.ts'
import { openCluster, type LookingPorts, type PlanInputs } from '../gateway/open-cluster.ts'
import { machineOf } from '../process/machine.ts'
import { stateOf } from '../shared/state.ts'
import type { World } from '../world.ts'
import { healthOf, type JudgedHealth } from './judge-health.ts'
import type { Answers } from './node-health.ts'
import { readRecordedHealth, type RecordedHealth } from './recorded-health.ts'
import { troubleOf } from './trouble.ts'
import { unansweredLogins } from './unanswered-logins.ts'

/** Hears what is waited for. */
type Say = (what: string) => void

/** Looks at a cluster from every side that is open, and judges it; what stands in the way of one side hides no other. */
export async function gatherHealth(
  cluster: Cluster,
  hostFile: HostFile,
  folder: string,
  world: World,
  say: Say = () => undefined,
): Promise<ClusterHealth> {
  const recorded = await readRecordedHealth(cluster, stateOf(hostFile, world), machineOf(world).clock)
  const found = await healthFrom({ cluster, hostFile, folder, recorded, say }, world)
  // Afterwards: a login of this look that was answered ends the doubt about an earlier one.
  return { ...found, unansweredLogins: await unansweredLogins(cluster, hostFile.stateDirectory) }
}

interface Gathering {
  readonly cluster: Cluster
  readonly hostFile: HostFile
  readonly folder: string
  readonly recorded: RecordedHealth
  readonly say: Say
}

async function healthFrom(
  { cluster, hostFile, folder, recorded, say }: Gathering,
  world: World,
): Promise<JudgedHealth> {
  try {
    const open = await openCluster(cluster, hostFile, folder, world)
    try {
      return await lookFrom(open, recorded, (what) => say(`${cluster.name}: ${what}`))
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
    return healthOf(cluster, recorded, {
      at: new Date(machineOf(world).clock.now()).toISOString(),
      trouble,
      answers: noAnswers,
      asksNodes: false,
    })
  }
}

const noAnswers: Answers = { skews: new Map(), said: new Map(), names: new Map() }

async function lookFrom(open: LookingPorts & PlanInputs, recorded: RecordedHealth, say: Say): Promise<JudgedHealth> {
  const { cluster, gateways, entryNode, clock } = open
  say('comparing clocks')
  const skews = await measureClocks(
    cluster.nodes.map(({ uuid }) => uuid.value),
    gateways,
    entryNode,
  )
  const at = new Date(clock.now()).toISOString()
  say(`waiting for ${open.scope.names.get(entryNode) ?? 'the entry node'}`)
  const seen = await gateways.entry.read((reader) => look(reader, open.scope, at)).catch(asFault)
  if (seen instanceof ApplianceError) {
    const answers = { skews, said: new Map([[entryNode, seen]]), names: open.scope.names }
    return healthOf(cluster, recorded, {
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
    async (told) => (told.kind === 'asking' ? say(`waiting for ${told.node}`) : undefined),
  )
  const obstacle = await obstacleOf(cluster, open, { journal: recorded.journal, observed: seen.cluster })
  return healthOf(
    cluster,
    { ...recorded, ...(obstacle === undefined ? {} : { obstacle }) },
    {
      at,
      answers: { skews, said, verification, entry: seen, names: open.scope.names },
      asksNodes: gateways.mayAskNodes,
      plan: makePlan(open, seen.cluster),
      seen,
    },
  )
}

function asFault(error: unknown): ApplianceError {
  if (error instanceof ApplianceError) return error
  throw error
}
