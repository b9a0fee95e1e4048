import { expect, test } from 'vitest'
import type { PortState } from '../../../src/appliance/probe-port.ts'
import { clusterName, digest, nodeName, type Uuid } from '../../../src/model/names.ts'
import { known } from '../../../src/model/observed.ts'
import type { Phase, Precondition } from '../../../src/plan/plan.ts'
import { emptyCache } from '../../../src/reconcile/cache/observation-cache.ts'
import { Ended } from '../../../src/reconcile/ending/ended.ts'
import { movedSinceApproval, notTheRest } from '../../../src/reconcile/gates/approval.ts'
import { settleConflicts } from '../../../src/reconcile/gates/conflict-rule.ts'
import { requireIsolation } from '../../../src/reconcile/gates/isolation.ts'
import { waitFor } from '../../../src/reconcile/gates/manual-steps.ts'
import { requireWell } from '../../../src/reconcile/gates/soak.ts'
import { permitFor } from '../../../src/reconcile/locks/permit.ts'
import { setHold, setRunHold } from '../../../src/reconcile/locks/hold.ts'
import type { Look } from '../../../src/reconcile/observe/observe.ts'
import { knowStored } from '../../../src/reconcile/rounds/know-stored.ts'
import { planFor } from '../../../src/reconcile/rounds/look-and-plan.ts'
import type { RunContext } from '../../../src/reconcile/run/run-context.ts'
import { confirmBefore } from '../../../src/reconcile/verify/confirm.ts'
import { outcomeReport } from '../../../src/report/plan/outcome.ts'
import { uuidOf } from '../../plan/a-cluster.ts'
import { memoryStore } from '../world/memory-store.ts'

const cluster = clusterName('edge')
const NAMES = ['tokyo-1', 'tokyo-2', 'newyork-1']
const clock = { now: () => Date.UTC(2027, 0, 1), sleep: async () => undefined }
const seen = {
  snapshot: new Map(),
  unknown: [],
  cluster: {
    membership: known(NAMES.map(uuidOf)),
    nodes: new Map(
      NAMES.map((name, index) => [uuidOf(name), { uuid: uuidOf(name), settings: { priority: known(10 - index) } }]),
    ),
  },
} as unknown as Look

interface Given {
  readonly mayAskNodes?: boolean
  readonly port?: PortState
  readonly proxy?: string
  readonly planned?: object
  /** What is read at the entry node: no line of a log, unless given. */
  readonly read?: object
  /** The last commit, and the node that it wrote. */
  readonly wrote?: Uuid
}

/** What gates ask of a run, in a cluster whose nodes have no address. */
function contextOf({
  mayAskNodes = true,
  port = 'no answer',
  proxy,
  planned,
  wrote,
  read = [],
}: Given = {}): RunContext {
  const committed = wrote !== undefined
  return {
    setup: {
      cluster,
      command: 'apply',
      clock,
      entryNode: uuidOf('tokyo-1'),
      patience: 0,
      cache: emptyCache(0),
      scope: { names: new Map(NAMES.map((name) => [uuidOf(name), nodeName(name)])) },
      gateways: { mayAskNodes, at: () => undefined, entry: { read: async () => read } },
      probe: async () => port,
      probeProxy: async () => proxy,
      plan: () => planned,
    },
    journal: { before: { records: [] }, add: async () => undefined },
    tell: async () => undefined,
    keepLease: async () => undefined,
    standing: { committed: committed ? 1 : 0, left: 1, uncertain: false },
    cache: {
      confirmations: new Map(),
      versions: new Map(),
      lastWritten: [],
      written: committed ? [{ step: { kind: 'set property', uuid: wrote } }] : [],
      lastCommit: committed ? { written: 0, latest: 0 } : undefined,
    },
  } as unknown as RunContext
}

const phase = (...preconditions: readonly Precondition[]): Phase => ({
  ordinal: 2,
  kind: 'contract',
  title: 'take "old" away',
  preconditions,
  steps: [],
  proof: { kind: 'not needed', because: 'a test' },
})
const isolated: Precondition = {
  kind: 'isolated',
  node: nodeName('tokyo-2'),
  ticket: 'CHG-1',
  endpoints: [{ address: '10.0.0.2', port: 12346 }],
}
const confirmed: Precondition = {
  kind: 'confirmed',
  nodes: ['tokyo-2', 'newyork-1'].map(nodeName),
  because: 'one that missed the commit before would be cut off',
}
const soaked: Precondition = { kind: 'soaked', seconds: 1, probe: { url: 'http://probe.example.com/', port: 9090 } }
const held = async (hold: typeof setHold | typeof setRunHold, more: object = {}): Promise<void> => {
  const store = memoryStore()
  await hold(store, cluster, { by: 'ann', why: 'an audit', ...more })
  await permitFor({ store, clock }, cluster, { holds: async () => true } as never, { run: 'r' })()
}

/** Each way in which something that a phase waits for, or a run rests on, ends the run. */
const gates: Readonly<Record<string, () => unknown>> = {
  'a node out of service takes connections': async () => requireIsolation(phase(isolated), contextOf({ port: 'open' })),
  'nobody knows whether a node out of service is shut away': async () => requireIsolation(phase(isolated), contextOf()),
  'a node out of service has no known address': async () =>
    requireIsolation(phase({ ...isolated, endpoints: [] }), contextOf()),
  'a step by hand that shows itself': async () => {
    throw new Ended(await waitFor({ step: 'add tokyo-3', instructions: ['add it'], confirmable: false }, contextOf()))
  },
  'a step by hand that only a person can see': async () => {
    throw new Ended(
      await waitFor({ step: 'prepare tokyo-3', instructions: ['keep a backup'], confirmable: true }, contextOf()),
    )
  },
  'a node would win over the commit': async () => settleConflicts(seen, contextOf({ mayAskNodes: false })),
  'nodes that are changed on trial do not answer through their proxies': async () =>
    requireWell(phase(soaked), seen, contextOf({ wrote: uuidOf('tokyo-2'), proxy: 'no answer' })),
  'nodes that are changed on trial cannot be asked': async () =>
    requireWell(phase(soaked), seen, contextOf({ wrote: uuidOf('tokyo-2') })),
  'nobody may ask the nodes that a proof rests on': async () =>
    confirmBefore(phase(confirmed), seen, contextOf({ mayAskNodes: false })),
  'nodes that a proof rests on do not show what was committed': async () =>
    confirmBefore(phase(confirmed), seen, contextOf()),
  'there is no backup': async () => knowStored(seen, contextOf({ read: { failed: 'the role may not' } })),
  'guards object': () => planFor(seen, [], contextOf({ planned: { kind: 'planned', objections: ['GUARD-X: no'] } })),
  'there is no plan': () => planFor(seen, [], contextOf({ planned: { kind: 'impossible', problems: ['no way'] } })),
  'a person holds the cluster': async () => held(setHold),
  'a rollback is half-way': async () => held(setRunHold, { except: 'other' }),
  'the lease is gone': async () =>
    permitFor({ store: memoryStore(), clock }, cluster, { holds: async () => false } as never, { run: 'r' })(),
  'what was approved is no more': () => {
    const plan = { phases: [], basedOn: { desired: digest('a'), dialect: digest('a') } } as never
    const other = { phases: [], basedOn: { desired: digest('b'), dialect: digest('b') } } as never
    const now = new Map([['node UUID-TOKYO-2 property cm priority', '2']])
    const moved = movedSinceApproval({ plan, base: new Map(), madeAt: '' }, other, now, {} as never)
    throw new Ended({ kind: 'stale', moved })
  },
  'what was approved is planned no more': () => {
    const snapshot = new Map<string, string>()
    throw new Ended(notTheRest({ plan: {} as never, base: snapshot, madeAt: '' }, { ...seen, snapshot }, true))
  },
}

test('how each gate ends a run, and what it tells to do', async () => {
  const told: string[] = []
  for (const [what, gate] of Object.entries(gates)) {
    const ended = await Promise.resolve()
      .then(gate)
      .catch((error: unknown) => error)
    if (!(ended instanceof Ended)) throw new Error(`${what}: ${String(ended)}`)
    const standing = { committed: 0, left: 1, uncertain: false }
    const { output } = outcomeReport({ ...ended.ending, standing }, { color: false, unicode: true, columns: 100 })
    told.push(`## ${what}\n\n${output}`)
  }
  await expect(told.join('\n')).toMatchFileSnapshot('wording.txt')
})
