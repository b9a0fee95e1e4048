import { emptyCache } from '../../src/reconcile/cache/observation-cache.ts'
import { clusterName } from '../../src/model/names.ts'
import type { EmulatedCluster } from '../../src/emulator/cluster.ts'
import { apply } from '../../src/reconcile/apply.ts'
import type { ApplySetup } from '../../src/reconcile/run/apply-setup.ts'
import type { Transport } from '../../src/appliance/transport.ts'
import { fileLeases } from '../../src/reconcile/locks/lease.ts'
import type { Scope } from '../../src/reconcile/observe/observe.ts'
import type { Clock, StateStore } from '../../src/reconcile/ports.ts'
import type { Outcome, Progress } from '../../src/plan/progress.ts'
import { dialect, gatewaysOver, memoryTransport, names, settingCodec, T1, type Values } from './cluster-world.ts'
import { mortalClock, mortalStore, mortalTransport, type Life } from './mortal.ts'
import { smallPlan } from './small-planner.ts'

export const edge = clusterName('edge')

export const scope: Scope = { names, dialect, codec: settingCodec, systemFiles: new Map(), lists: true }

/** The world of a process: what outlives it. */
export interface Outside {
  readonly cluster: EmulatedCluster
  readonly store: StateStore
  readonly clock: Clock
  /** Puts something between the client and the node, for example faults. */
  readonly wire?: (transport: Transport) => Transport
}

/** What an apply of one process needs, every effect passing through its life. */
export function setupIn(
  { cluster, store, clock, wire = (same) => same }: Outside,
  of: Life,
  run: string,
  desired: Values,
): ApplySetup {
  const ownClock = mortalClock(clock, of)
  const ownStore = mortalStore(store, of)
  return {
    cluster: edge,
    entryNode: T1,
    run,
    by: 'a test',
    command: 'apply',
    gateways: gatewaysOver((node) => mortalTransport(wire(memoryTransport(cluster, node, clock)), of), ownClock),
    probeProxy: async () => undefined,
    probe: async () => 'no answer',
    scope,
    writeContext: { scope, target: { provedEmulator: true }, systemFile: () => undefined, ruleSet: () => undefined },
    store: ownStore,
    leases: fileLeases(ownStore, ownClock),
    clock: ownClock,
    plan: (observed) => ({ kind: 'planned', plan: smallPlan(desired, observed), objections: [] }),
    checkBackup: () => undefined,
    cache: emptyCache(Number.POSITIVE_INFINITY),
    patience: 30_000,
    stop: new AbortController().signal,
  }
}

/** Applies until the end, or until the process dies. */
export async function applyOnce(
  setup: ApplySetup,
  of: Life,
  seen: (event: Progress) => void = () => undefined,
): Promise<Outcome | 'died'> {
  const whole = async (): Promise<Outcome> => {
    const events = apply(setup)
    for (;;) {
      const next = await events.next()
      if (next.done === true) return next.value
      seen(next.value)
    }
  }
  return Promise.race([whole(), of.died])
}
