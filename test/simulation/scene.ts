import { emptyCache } from '../../src/reconcile/cache/observation-cache.ts'
import type { Cluster } from '../../src/model/fleet.ts'
import type { PortProbe } from '../../src/appliance/probe-port.ts'
import type { Progress } from '../../src/plan/progress.ts'
import { importableRuleSet } from '../../src/plan/rule-sets/importable.ts'
import type { ApplySetup } from '../../src/reconcile/run/apply-setup.ts'
import { fileLeases } from '../../src/reconcile/locks/lease.ts'
import type { StateStore } from '../../src/reconcile/ports.ts'
import { memoryStore } from '../reconcile/world/memory-store.ts'
import type { ApprovalDesk } from './approval.ts'
import { momentsOfRun, type Moment } from './aims.ts'
import type { ChaosContext } from './chaos.ts'
import { dialect, gatewaysOver, memoryTransport, settingCodec, start } from './cluster-world.ts'
import { diceNamed, type Dice } from './dice.ts'
import { COMMIT } from './draw-canary.ts'
import { words } from './draw-rule-sets.ts'
import type { DrawnWorld } from './draw-world.ts'
import { fateSparing, type Fate } from './fate.ts'
import { faultyStore, faultyTransport, type Weather } from './faults.ts'
import { mortalStore, mortalTransport, type Life } from './mortal.ts'
import { isReading } from './request-laws.ts'
import { edge } from './one-run.ts'
import { RARE } from './rare.ts'
import { planFor } from './real-planner.ts'
import { virtualTime } from './virtual-time.ts'
import { watch, type Watcher } from './watcher.ts'

/** A mistake planted behind a port, to see that it is found: what a run is given becomes something that lies. */
export interface Plant {
  readonly name: string
  /** What the mistake would show as, for the reader of the test. */
  readonly setup?: (setup: ApplySetup) => ApplySetup
  /** What stands between a client and a node, the entry node or another one. */
  readonly transport?: (inner: ReturnType<typeof memoryTransport>, isEntry: boolean) => typeof inner
  readonly store?: (store: StateStore) => StateStore
  /** What a way back is given, where a rollout to this cluster is taken back. */
  readonly wayBack?: (setup: ApplySetup, wanted: Cluster) => ApplySetup
}

const sameTransport: NonNullable<Plant['transport']> = (inner) => inner

/** Where processes of Pader live: a world with its weather, its judge and what is counted. */
export interface Scene extends Omit<ChaosContext, 'startRun' | 'repertoire'> {
  /** Ask the processes that have them to stop. */
  readonly stops: AbortController[]
  /** What a person has seen and said yes to, in lives in which somebody is asked; it outlives a process. */
  readonly approval: ApprovalDesk
  readonly plant: Plant | undefined
  readonly fate: Fate
  readonly counts: { runs: number; commits: number; requests: number }
  /** What is kept on the disk of the machine that runs Pader. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly trace: readonly string[]
}

/** How a scene begins. */
export interface Opening {
  readonly plant: Plant | undefined
  readonly weather: Pick<Weather, 'fault' | 'stall'>
  /** Everything that can happen does, unless it says otherwise. */
  readonly fate?: Fate
}

/** Opens a scene in a drawn world: time starts, and the judge watches from the first moment on. */
export function openScene(world: DrawnWorld, { plant, weather, fate = fateSparing(new Set()) }: Opening): Scene {
  const files = new Map<string, Uint8Array>()
  const trace: string[] = []
  let watcher: Watcher | undefined
  const time = virtualTime(start, (now) => {
    const due = (world.cluster.nextAt ?? Infinity) <= now
    world.cluster.advance(now)
    if (due) watcher?.look()
  })
  const note = (line: string): void => void trace.push(`+${((time.now() - start) / 1000).toFixed(3)} ${line}`)
  watcher = watch(world, time, files, note)
  const stops: AbortController[] = []
  return {
    world,
    stops,
    approval: { isAsked: diceNamed(`approval in ${world.secret}`).chance(0.25), plan: undefined },
    askToStop: () => {
      for (const stop of stops) stop.abort('SIGTERM')
      watcher?.askedToStop()
    },
    weather: { ...weather, diskFull: false, slow: 0, isCured: false, unreadable: new Set(), clockOff: 0 },
    time,
    watcher,
    files,
    trace,
    store: memoryStore(files),
    note,
    plant,
    fate,
    counts: { runs: 0, commits: 0, requests: 0 },
  }
}

/** Is asked before each request whether something happens; told what it is a moment of. */
export type Disturb = (moment: Moment) => void

/** What an apply of a process needs, with every fault of the scene between it and the world. */
export function setupFor(
  { world, weather, time, watcher, store, note, plant, fate, counts, stops }: Scene,
  of: Life,
  name: string,
  dice: Dice,
  disturb: Disturb,
): ApplySetup {
  const clock = {
    now: () => time.now() + weather.clockOff,
    sleep: (milliseconds: number, stop?: AbortSignal) => of.effect('sleep', () => time.sleep(milliseconds, stop)),
  }
  const wire = dice.fork()
  const momentOf = momentsOfRun()
  const carrier = (node: Parameters<typeof memoryTransport>[1]): ReturnType<typeof memoryTransport> => {
    const real = memoryTransport(world.cluster, node, { now: time.now, sleep: time.sleep })
    const faulty = faultyTransport(watcher.transport(name, node, real), {
      weather,
      dice: wire,
      time,
      strikes: fate.strikes,
      note: (line) => note(`${name} ${line}`),
    })
    const disturbed: typeof faulty = {
      close: async () => undefined,
      send: async (request) => {
        counts.requests += 1
        disturb(momentOf(request))
        if (request.method === 'GET' && wire.chance(weather.stall)) {
          const lasting = wire.whole(100_000, 300_000)
          if (fate.strikes('the process is suspended')) await stall(time, lasting, note)
        }
        const outcome = await faulty.send(request)
        if (!isReading(request))
          note(
            `${name} ${request.method} ${request.path} → ${outcome.kind === 'answered' ? outcome.response.status : outcome.kind}`,
          )
        return outcome
      },
    }
    return mortalTransport(
      (plant?.transport ?? sameTransport)(watcher.client(name, disturbed), node === world.entry),
      of,
    )
  }
  const disk = dice.fork()
  const watched = watcher.store(name, faultyStore(store, weather, disk))
  const own = mortalStore(tearing(plant?.store?.(watched) ?? watched, of, disk, { bare: store, watcher }), of)
  const stop = new AbortController()
  stops.push(stop)
  const files = world.desired.policy.systemFiles
  const systemFiles = new Map(
    [...world.names].map(([uuid, node]) => [uuid, files.filter((file) => file.node === node).map(({ path }) => path)]),
  )
  const { names, archived } = world
  const away = new Set(
    world.desired.nodes.flatMap((node) => (node.outOfService === undefined ? [] : [node.uuid.value])),
  )
  const common = { names, dialect, codec: settingCodec, systemFiles, lists: true, archived, away }
  const scope = world.ruleSets === undefined ? common : { ...common, ruleSets: words }
  const target = { provedEmulator: true }
  return {
    cluster: edge,
    entryNode: world.entry,
    run: name,
    by: name,
    command: 'apply',
    gateways: gatewaysOver(carrier, clock, true, world.entry),
    ...(world.canary === undefined ? {} : { revision: COMMIT }),
    probeProxy: async (node) =>
      of.effect('probe', async () => {
        const said = isSilent(world, weather, node) ? 'no answer' : undefined
        watcher.probed(node, said === undefined)
        note(`${name} asks the proxy of ${node}: ${said ?? 'well'}`)
        return said
      }),
    probe: async (address) => probe(world, address),
    scope,
    writeContext: {
      scope,
      target,
      systemFile: (node, path) => files.find((file) => file.node === node && file.path === path)?.text,
      ruleSet: (set) => importableRuleSet(set, world.desired, dialect, target),
    },
    store: own,
    leases: fileLeases(own, clock),
    clock,
    plan: (observed, behind) => planFor(world, observed, behind),
    checkBackup: (bytes) => (bytes.byteLength > 0 ? undefined : 'empty'),
    cache: emptyCache(Number.POSITIVE_INFINITY),
    patience: 30_000,
    stop: stop.signal,
  }
}

/** Whether the proxy of a node answers nobody: its node does not bear what was changed. */
function isSilent({ canary, cluster, desired }: DrawnWorld, { isCured }: Weather, name: string): boolean {
  if (isCured || canary?.sick !== name) return false
  const node = desired.nodes.find((one) => one.name === name)
  const { document, key } = dialect.settings.get('updates.interval')!
  const stored = node && cluster.dump(node.uuid.value)?.nodes.find(({ uuid }) => uuid === node.uuid.value)
  const held = stored?.documents.find(({ id }) => id === document)?.properties[key]?.value
  return held !== undefined && held === String(node?.settings['updates.interval']?.value)
}

/** Whether a Central Management port is open, as somebody finds out who knocks: at the one node whose address is known. */
function probe({ away, cluster }: DrawnWorld, address: string): Awaited<ReturnType<PortProbe>> {
  if (away?.address !== address) return 'no answer'
  return cluster.picture().nodes.find(({ title }) => title === away.name)?.up === true ? 'open' : away.portWhenOff
}

interface TearableScene {
  readonly bare: StateStore
  readonly watcher: Watcher
}

/** A line of the journal may be torn by the death of its writer. */
function tearing(inner: StateStore, of: Life, dice: Dice, { bare, watcher }: TearableScene): StateStore {
  return {
    ...inner,
    append: async (name, bytes) => {
      if (!of.isLast() || !dice.chance(0.5)) return inner.append(name, bytes)
      watcher.count(RARE.torn)
      return bare.append(name, bytes.subarray(0, dice.whole(1, bytes.length - 1)))
    },
  }
}

/** The machine of the process is suspended for so long that its lease runs out. */
async function stall(time: Scene['time'], lasting: number, note: Scene['note']): Promise<void> {
  note('the process is suspended')
  await time.sleep(lasting)
}

function isStoppedByVersions(event: Progress): boolean {
  if (event.kind !== 'finished' || event.outcome.kind !== 'guarded') return false
  return event.outcome.objections.some((objection) => objection.startsWith('GUARD-VERSIONS'))
}

/** Notes what a run tells, as far as a reader of the trace wants to know it. */
export function tell({ counts, note, watcher }: Scene, name: string, event: Progress): void {
  if (event.kind === 'committed') counts.commits += 1
  if (isStoppedByVersions(event)) watcher.count(RARE.mixed)
  if (event.kind === 'phase started') note(`${name} phase ${event.phase.kind}: ${event.phase.title}`)
  else if (event.kind === 'committing' || event.kind === 'committed')
    note(`${name} ${event.kind} phase ${event.phase.ordinal}`)
  else if (event.kind === 'verified') note(`${name} verified: ${JSON.stringify(event.verification)}`)
  else if (!['observing', 'asking', 'still waiting', 'answered', 'step written', 'finished'].includes(event.kind))
    note(`${name} ${JSON.stringify(event).slice(0, 200)}`)
}
