import type { Gateway } from '../../../src/appliance/port.ts'
import type { Transport } from '../../../src/appliance/transport.ts'
import { createCluster, type EmulatedCluster } from '../../../src/emulator/cluster.ts'
import { nodeName } from '../../../src/model/names.ts'
import type { Cluster } from '../../../src/model/fleet.ts'
import { evaluateGuards } from '../../../src/plan/evaluate-guards.ts'
import { planCluster } from '../../../src/plan/plan-cluster.ts'
import type { Outcome, Progress } from '../../../src/plan/progress.ts'
import type { Clock } from '../../../src/reconcile/ports.ts'
import type { ApplySetup } from '../../../src/reconcile/run/apply-setup.ts'
import { outcomeReport } from '../../../src/report/plan/outcome.ts'
import { aCluster, sourced, uuidOf, type NodeSketch } from '../../plan/a-cluster.ts'
import { aGuardContext } from '../../plan/a-guard-context.ts'
import {
  clusterClock,
  dialect,
  gatewaysOver,
  memoryTransport,
  nodeSeed,
  profile,
  start,
} from '../../simulation/cluster-world.ts'
import { life } from '../../simulation/mortal.ts'
import { applyOnce, setupIn } from '../../simulation/one-run.ts'
import { memoryStore } from '../world/memory-store.ts'

/** The nodes, the entry node first. */
export const NAMES = ['tokyo-1', 'tokyo-2', 'newyork-1', 'newyork-2']
const repair = { reason: 'a disk', ticket: 'CHG-7', expires: '2027-12-31' }
const target = { provedEmulator: true }

/** Whether a request changes something, by what is documented of requests and not by the code that sends them. */
const changes = (method: string, path: string): boolean =>
  method !== 'GET' && !/^\/(login|logout|heartbeat|discard|backup)$|\/export$/.test(path)

/** What is special about a run. */
export interface Scene {
  /** Groups of each node before and after, where they change. */
  readonly regroups?: boolean
  /** Whether newyork-2 is declared out of service, and what is met who knocks at its port. */
  readonly away?: 'open' | 'closed'
  readonly mayAskNodes?: boolean
  /** How a node is asked, which may go wrong. */
  readonly asking?: (node: string, way: Gateway) => Gateway
  /** What happens before it begins, and at each of its events. */
  readonly before?: (cluster: EmulatedCluster, clock: Clock) => void
  readonly during?: (event: Progress, cluster: EmulatedCluster, clock: Clock) => void
  readonly overrides?: readonly string[]
}

/** How a run under the guards ended, and what it sent. */
export interface Told {
  readonly outcome: Outcome
  readonly exitCode: number
  readonly said: string
  /** Requests that change something, at any node. */
  readonly changing: readonly string[]
  readonly commits: number
  /** How often each node was logged on to before the first change. */
  readonly logins: ReadonlyMap<string, number>
  readonly journal: string
}

/** One run of the real planner and its guards that changes a value at every node, or the groups in two commits. */
export async function guardedRun(scene: Scene): Promise<Told> {
  const { regroups = false, mayAskNodes = true, before = () => undefined, during = () => undefined } = scene
  const clusterOf = (interval: number, groups: readonly string[]): Cluster =>
    aCluster(
      NAMES.map((name): NodeSketch => ({
        name,
        location: name.split('-')[0]!,
        groups,
        address: `10.0.0.${NAMES.indexOf(name) + 1}`,
        settings: { priority: 10, 'updates.interval': interval },
        ...(name === 'newyork-2' && scene.away !== undefined && { outOfService: repair }),
      })),
      { entryNode: sourced(nodeName('tokyo-1')) },
    )
  const wanted = clusterOf(regroups ? 240 : 60, regroups ? ['new'] : ['all'])
  const cluster = emulated()
  const clock = clusterClock(cluster)
  before(cluster, clock)
  const store = memoryStore()
  const changing: string[] = []
  const logins = new Map<string, number>()
  const gateways = gatewaysOver(
    (node) => counting(memoryTransport(cluster, node, clock), node, { changing, logins }),
    clock,
    mayAskNodes,
    uuidOf('tokyo-1'),
  )
  const alive = life()
  const bare = setupIn({ cluster, store, clock }, alive, 'run', new Map())
  const { asking = (_: string, way: Gateway) => way } = scene
  const setup: ApplySetup = {
    ...bare,
    patience: 120_000,
    entryNode: uuidOf('tokyo-1'),
    gateways: {
      ...gateways,
      at: (node) => {
        const way = gateways.at(node)
        return way && asking(node, way)
      },
    },
    scope: { ...bare.scope, names: new Map(NAMES.map((name) => [uuidOf(name), nodeName(name)])), lists: false },
    probe: async () => scene.away ?? 'no answer',
    plan: (observed, behind) => {
      const plan = planCluster({ cluster: wanted, observed, dialect, target })
      const context = aGuardContext({ cluster: wanted, observed, dialect, target }, { behind })
      const { objections } = evaluateGuards(plan, context, ['--allow-entry-node', ...(scene.overrides ?? [])])
      return { kind: 'planned', plan, objections: objections.map(({ code, message }) => `${code}: ${message}`) }
    },
  }
  const outcome = await applyOnce(setup, alive, (event) => during(event, cluster, clock))
  if (outcome === 'died') throw new Error('it died')
  const { output, exitCode } = outcomeReport(outcome, { color: false, unicode: true, columns: 400 })
  const journal = [...store.files].flatMap(([name, bytes]) =>
    name.startsWith('journal/') ? [new TextDecoder().decode(bytes)] : [],
  )
  const commits = changing.filter((request) => request.endsWith('POST /commit')).length
  return { outcome, exitCode, said: output, changing, commits, logins, journal: journal.join('\n') }
}

function emulated(): EmulatedCluster {
  const seeds = NAMES.map((name) =>
    nodeSeed(uuidOf(name), nodeName(name), { 'groups.network': ['all'], priority: 10, 'updates.interval': 240 }),
  )
  return createCluster(
    {
      formatVersion: 1,
      secret: 'versions',
      savedAt: start - 3_600_000,
      accounts: ['writer', 'reader'].map((name) => ({ name, password: 'secret' })),
      nodes: seeds,
      clusterDocuments: [],
      settings: [],
      lists: [],
      ruleSets: [],
    },
    profile,
  )
}

function counting(
  inner: Transport,
  node: string,
  { changing, logins }: { readonly changing: string[]; readonly logins: Map<string, number> },
): Transport {
  return {
    close: async () => inner.close(),
    send: async (request) => {
      if (changes(request.method, request.path)) changing.push(`${node} ${request.method} ${request.path}`)
      if (request.path === '/login' && changing.length === 0) logins.set(node, (logins.get(node) ?? 0) + 1)
      return inner.send(request)
    },
  }
}
