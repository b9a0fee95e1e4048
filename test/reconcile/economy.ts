import type { Transport } from '../../src/appliance/transport.ts'
import { clusterName, nodeName, uuid, type Uuid } from '../../src/model/names.ts'
import type { SettingName } from '../../src/model/settings.ts'
import type { Outcome } from '../../src/plan/progress.ts'
import type { ApplySetup } from '../../src/reconcile/run/apply-setup.ts'
import { apply } from '../../src/reconcile/apply.ts'
import { emptyCache, type ObservationCache } from '../../src/reconcile/cache/observation-cache.ts'
import { fileLeases } from '../../src/reconcile/locks/lease.ts'
import type { Scope } from '../../src/reconcile/observe/observe.ts'
import type { Clock } from '../../src/reconcile/ports.ts'
import type { EmulatedCluster } from '../../src/emulator/cluster.ts'
import {
  clusterClock,
  dialect,
  emulate,
  gatewaysOver,
  memoryTransport,
  settingCodec,
  T1,
  type Values,
} from '../simulation/cluster-world.ts'
import { smallPlan } from '../simulation/small-planner.ts'
import { memoryStore } from './world/memory-store.ts'

/** A request that was sent to a node. */
export interface Sent {
  readonly node: Uuid
  readonly request: string
}

/** What a run came to and what it sent. */
export interface Counted {
  readonly outcome: Outcome
  readonly sent: readonly Sent[]
  /** Milliseconds that passed, by the clock of the run. */
  readonly elapsed: number
}

/** An emulated cluster of some nodes whose requests are counted; each takes `latency` milliseconds. */
export class CountedCluster {
  readonly members: readonly Uuid[]
  readonly cluster: EmulatedCluster
  readonly clock: Clock
  readonly memory: ObservationCache
  readonly #store = memoryStore()
  readonly #latency: number
  readonly #archived: boolean
  #sent: Sent[] = []
  #runs = 0

  constructor(nodes: number, { sweep = 3_600_000, latency = 1, archived = true } = {}) {
    const others = Array.from({ length: nodes - 1 }, (_, index) =>
      uuid(`C0000000-0000-0000-0000-${String(index).padStart(12, '0')}`),
    )
    this.members = [T1, ...others]
    this.cluster = emulate(this.values(0))
    this.clock = clusterClock(this.cluster)
    this.memory = emptyCache(sweep)
    this.#latency = latency
    this.#archived = archived
  }

  /** Where the emulated product keeps a setting. */
  place(setting: SettingName): { readonly document: string; readonly key: string } {
    const entry = dialect.settings.get(setting)
    if (entry === undefined) throw new Error(`no dialect knows "${setting}"`)
    return entry
  }

  /** The same priority at every node but the first `changed` ones behind the entry node. */
  values(changed: number): Values {
    return new Map(
      this.members.map((id, index) => [
        id,
        { 'groups.network': ['all'], priority: index > 0 && index <= changed ? 20 : 10 },
      ]),
    )
  }

  /** Brings the cluster to these values, as a pass of the loop does it. */
  async run(desired: Values): Promise<Counted> {
    this.#sent = []
    const began = this.clock.now()
    const story = apply(this.#setup(desired))
    for (;;) {
      const next = await story.next()
      if (next.done === true) return { outcome: next.value, sent: this.#sent, elapsed: this.clock.now() - began }
    }
  }

  #setup(desired: Values): ApplySetup {
    const names = new Map(this.members.map((id) => [id, nodeName(id.toLowerCase())]))
    const scope: Scope = {
      names,
      dialect,
      codec: settingCodec,
      systemFiles: new Map(),
      lists: true,
      archived: this.#archived,
    }
    return {
      cluster: clusterName('edge'),
      entryNode: T1,
      run: `run-${(this.#runs += 1)}`,
      by: 'a test',
      command: 'watch',
      gateways: gatewaysOver((node) => this.#counting(node), this.clock),
      probeProxy: async () => undefined,
      probe: async () => 'no answer',
      scope,
      writeContext: { scope, target: { provedEmulator: true }, systemFile: () => undefined, ruleSet: () => undefined },
      store: this.#store,
      leases: fileLeases(this.#store, this.clock),
      clock: this.clock,
      plan: (observed) => ({ kind: 'planned', plan: smallPlan(desired, observed), objections: [] }),
      checkBackup: () => undefined,
      cache: this.memory,
      patience: 30_000,
      stop: new AbortController().signal,
    }
  }

  #counting(node: Uuid): Transport {
    const inner = memoryTransport(this.cluster, node, this.clock)
    return {
      close: async () => inner.close(),
      send: async (request) => {
        this.#sent.push({ node, request: `${request.method} ${request.path}` })
        await this.clock.sleep(this.#latency - 1)
        return inner.send(request)
      },
    }
  }
}
