import { describe, expect, test } from 'vitest'
import { ApplianceError, type Gateway } from '../../../src/appliance/port.ts'
import type { Transport } from '../../../src/appliance/transport.ts'
import { createCluster, type EmulatedCluster } from '../../../src/emulator/cluster.ts'
import { nodeName } from '../../../src/model/names.ts'
import type { Cluster } from '../../../src/model/fleet.ts'
import { evaluateGuards } from '../../../src/plan/evaluate-guards.ts'
import { planCluster } from '../../../src/plan/plan-cluster.ts'
import type { Outcome, Progress } from '../../../src/plan/progress.ts'
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

const NAMES = ['tokyo-1', 'tokyo-2', 'newyork-1', 'newyork-2']
const stranger = uuidOf('newyork-2')
const upgrade = { kind: 'upgrade', node: stranger, version: '12.2.20', build: '60011' } as const
const repair = { reason: 'a disk', ticket: 'CHG-7', expires: '2027-12-31' }
const target = { provedEmulator: true }

/** Whether a request changes something, by what is documented of requests and not by the code that sends them. */
const changes = (method: string, path: string): boolean =>
  method !== 'GET' && !/^\/(login|logout|heartbeat|discard|backup)$|\/export$/.test(path)

interface Scene {
  /** Groups of each node before and after, where they change. */
  readonly regroups?: boolean
  /** Whether newyork-2 is declared out of service, and what is met who knocks at its port. */
  readonly away?: 'open' | 'closed'
  readonly mayAskNodes?: boolean
  /** How a node is asked, which may go wrong. */
  readonly asking?: (node: string, way: Gateway) => Gateway
  readonly during?: (event: Progress, upgraded: () => void) => void
  readonly isUpgradedBefore?: boolean
  readonly overrides?: readonly string[]
}

interface Told {
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

/** One run that changes a value at every node, or the groups in two commits. */
async function run(scene: Scene): Promise<Told> {
  const { regroups = false, mayAskNodes = true, during = () => undefined, isUpgradedBefore = true } = scene
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
  if (isUpgradedBefore) cluster.control(upgrade, start)
  const clock = clusterClock(cluster)
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
  const outcome = await applyOnce(setup, alive, (event) =>
    during(event, () => void cluster.control(upgrade, clock.now())),
  )
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

const failing = (fault: ApplianceError['fault'], times = Infinity): NonNullable<Scene['asking']> => {
  let left = times
  return (node, way) => ({
    ...way,
    read: async (work, between) => {
      if (node !== stranger || (left -= 1) < 0) return way.read(work, between)
      throw new ApplianceError(fault, 'POST /login', 'it did not work')
    },
  })
}

const MIXED =
  'GUARD-VERSIONS: the nodes run different versions: newyork-1, tokyo-1, tokyo-2 run 12.2.15 build 51390, newyork-2 runs 12.2.20 build 60011'

describe('a cluster of mixed versions', () => {
  test('gets no request that changes anything, and the run leaves no trace that the next one would repeat', async () => {
    const told = await run({})
    expect(told.outcome).toMatchObject({ kind: 'guarded', objections: [expect.stringContaining(MIXED)] })
    expect([told.changing, told.exitCode, told.journal]).toEqual([[], 4, ''])
    expect(told.said).toContain('as they were: nothing of this run is in effect')
  })

  test('gets the change where all nodes run the same: what is counted above is sent', async () => {
    const told = await run({ isUpgradedBefore: false })
    expect(told.outcome).toEqual({ kind: 'in sync', commits: 1 })
    expect(told.commits).toBe(1)
    expect(told.changing.length).toBeGreaterThan(4)
    expect(NAMES.slice(1).map((name) => told.logins.get(uuidOf(name)))).toEqual([1, 1, 1])
  })

  test('gets no second commit where a node was upgraded after the first, and the run says how far it came', async () => {
    let isUpgraded = false
    const told = await run({
      regroups: true,
      isUpgradedBefore: false,
      during: (event, upgraded) => {
        if (event.kind !== 'committed' || isUpgraded) return
        isUpgraded = true
        upgraded()
      },
    })
    expect(told.outcome).toMatchObject({ kind: 'guarded', standing: { committed: 1, left: 1 } })
    expect(told.said).toContain('newyork-2 runs 12.2.20 build 60011')
    expect([told.commits, told.exitCode]).toEqual([1, 7])
    expect(told.journal.match(/"kind":"run ended"/g)).toHaveLength(1)
  })

  test('is not called in sync where a node is upgraded between its answer and the commit, which nobody can see', async () => {
    const told = await run({
      isUpgradedBefore: false,
      during: (event, upgraded) => {
        if (event.kind === 'backed up') upgraded()
      },
    })
    expect(told.outcome).toMatchObject({ kind: 'stored', verification: { behind: ['newyork-2'] } })
    expect(told.exitCode).toBe(7)
  })

  test('gets the change by a flag that says so', async () => {
    expect((await run({ overrides: ['--allow-mixed-versions'] })).commits).toBe(1)
  })
})

describe('a node that does not say which version it runs', () => {
  test('is not taken for equal', async () => {
    const told = await run({ asking: failing('unreachable'), isUpgradedBefore: false })
    expect(told.outcome).toMatchObject({
      kind: 'guarded',
      objections: [expect.stringMatching(/^GUARD-UNKNOWN-NODES: which version newyork-2 runs is not known/)],
    })
    expect([told.changing, told.exitCode, told.journal]).toEqual([[], 4, ''])
  })

  test('is asked once more where the answer was lost on the way', async () => {
    const told = await run({ asking: failing('unreachable', 1), isUpgradedBefore: false })
    expect(told.outcome).toEqual({ kind: 'in sync', commits: 1 })
  })

  test('because somebody is logged on there: the run waits for that, as anywhere else', async () => {
    const told = await run({ asking: failing('account in use'), isUpgradedBefore: false })
    expect(told.outcome).toMatchObject({ kind: 'locked', by: expect.stringContaining('newyork-2') as string })
    expect([told.changing, told.exitCode]).toEqual([[], 5])
  })

  test('because somebody is logged on there, while another one runs something else: that is said', async () => {
    const asking: NonNullable<Scene['asking']> = (node, way) =>
      node === uuidOf('newyork-1') ? failing('account in use')(stranger, way) : way
    const told = await run({ asking })
    expect(told.outcome).toMatchObject({ kind: 'guarded', objections: [expect.stringMatching(/^GUARD-VERSIONS/)] })
  })

  test('keeps nothing from going on where it is declared out of service', async () => {
    const told = await run({ asking: failing('account in use'), isUpgradedBefore: false, away: 'open' })
    expect(told.commits).toBe(1)
  })

  test('keeps nothing from going on where nobody may ask it, and nothing is called in sync then', async () => {
    const told = await run({ mayAskNodes: false })
    expect(told.outcome).toMatchObject({ kind: 'stored', commits: 1 })
  })
})

describe('a node out of service that runs another version', () => {
  test('has to be shut away first: the run waits for that', async () => {
    const told = await run({ away: 'open' })
    expect(told.outcome).toMatchObject({ kind: 'waiting', for: 'isolate newyork-2' })
    expect([told.changing, told.exitCode]).toEqual([[], 9])
  })

  test('keeps nothing from going on once it is', async () => {
    expect((await run({ away: 'closed' })).commits).toBe(1)
  })
})
