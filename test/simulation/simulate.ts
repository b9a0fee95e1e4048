import type { Outcome, Progress } from '../../src/plan/progress.ts'
import type { ApplySetup } from '../../src/reconcile/apply-setup.ts'
import { fileLeases } from '../../src/reconcile/lease.ts'
import type { StateStore } from '../../src/reconcile/ports.ts'
import { memoryStore } from '../reconcile/world/memory-store.ts'
import { calm, drawRepertoire, wreak, type ChaosGround } from './chaos.ts'
import { dialect, gatewaysOver, memoryTransport, settingCodec, start } from './cluster-world.ts'
import { diceFor, type Dice } from './dice.ts'
import { drawWorld, type DrawnWorld } from './draw-world.ts'
import { faultyStore, faultyTransport, type Weather } from './faults.ts'
import { life, mortalStore, mortalTransport, type Life } from './mortal.ts'
import { applyOnce, edge } from './one-run.ts'
import { planFor } from './real-planner.ts'
import { virtualTime } from './virtual-time.ts'
import { watch, type Watcher } from './watcher.ts'

/** A mistake planted behind a port, to see that it is found: what a run is given becomes something that lies. */
export interface Plant {
  readonly name: string
  /** What the mistake would show as, for the reader of the test. */
  readonly setup?: (setup: ApplySetup) => ApplySetup
  readonly transport?: typeof sameTransport
  readonly store?: (store: StateStore) => StateStore
}

const sameTransport = (inner: ReturnType<typeof memoryTransport>): ReturnType<typeof memoryTransport> => inner

/** What became of a seed. */
export interface SeedReport {
  readonly seed: number
  /** The first thing that must never happen; absent when all went well. */
  readonly violation?: string
  readonly trace: readonly string[]
  readonly runs: number
  readonly commits: number
  readonly requests: number
}

/** Runs with peace in which everything must become as wanted, once chaos has ended. */
const PEACEFUL_RUNS = 6

/** Lives through one seed: the same seed, the same life. */
export async function simulate(seed: number, plant?: Plant): Promise<SeedReport> {
  const dice = diceFor(seed)
  const world = drawWorld(dice.fork(), `seed ${seed}`)
  const files = new Map<string, Uint8Array>()
  const store = memoryStore(files)
  const trace: string[] = []
  let watcher: Watcher | undefined
  const time = virtualTime(start, (now) => {
    const due = (world.cluster.nextAt ?? Infinity) <= now
    world.cluster.advance(now)
    if (due) watcher?.look()
  })
  const note = (line: string): void => void trace.push(`+${((time.now() - start) / 1000).toFixed(3)} ${line}`)
  const seen = (watcher = watch(world, time, files))
  const weather: Weather = {
    fault: dice.pick([0, 0, 0.002, 0.006, 0.015]),
    stall: dice.pick([0, 0, 0.001, 0.005]),
    diskFull: false,
    unreadable: new Set(),
    clockOff: 0,
  }
  const scene: Scene = {
    world,
    weather,
    time,
    watcher: seen,
    store,
    note,
    plant,
    counts: { runs: 0, commits: 0, requests: 0 },
  }
  describe(scene)
  const work = liveThrough(scene, dice).catch((error: unknown) => `the simulation broke: ${stackOf(error)}`)
  const broken = await time.until(work)
  const violation = seen.violation ?? broken
  return { seed, trace, ...scene.counts, ...(violation === undefined ? {} : { violation }) }
}

interface Scene extends Omit<ChaosGround, 'startRun' | 'repertoire'> {
  readonly plant: Plant | undefined
  readonly counts: { runs: number; commits: number; requests: number }
}

function describe({ world, note }: Scene): void {
  note(
    `groups: ${world.cluster
      .picture()
      .nodes.map(({ title, networkGroups }) => `${title} ${networkGroups.join('+')}`)
      .join(', ')}`,
  )
  note(
    `wanted: ${world.desired.nodes.map(({ name, settings }) => `${name} ${settings['groups.network']?.value?.join('+') ?? ''}`).join(', ')}; lists ${JSON.stringify([...world.lists])}`,
  )
}

async function liveThrough(scene: Scene, dice: Dice): Promise<string | undefined> {
  const { world, watcher, time } = scene
  const beside: Promise<unknown>[] = []
  const turmoil = dice.fork()
  const wild = dice.pick([0, 0.005, 0.02])
  // Some things happen early, whatever the odds are: before the first look, or in the middle of the first change.
  const early = new Set(Array.from({ length: dice.whole(0, 4) }, () => dice.whole(1, 120)))
  let asked = 0
  const ground: ChaosGround = {
    ...scene,
    repertoire: drawRepertoire(turmoil.fork()),
    startRun: () => {
      if (beside.length < 2) beside.push(runBeside(scene, turmoil.fork(), disturb))
    },
  }
  // Most happens around changes: that is where it can do harm.
  const disturb: Disturb = (changes) => {
    asked += 1
    if (early.has(asked) || turmoil.chance(changes ? wild * 10 : wild)) wreak(turmoil, ground)
  }
  for (let left = dice.whole(1, 2); left > 0 && watcher.violation === undefined; left -= 1) {
    await run(scene, dice.fork(), disturb, true)
    await time.sleep(dice.pick([1_000, 60_000, 200_000]))
  }
  await Promise.all(beside)
  if (watcher.violation !== undefined) return undefined
  scene.note('peace')
  await calm(ground)
  let last = ''
  for (let left = PEACEFUL_RUNS; left > 0 && watcher.violation === undefined; left -= 1) {
    const outcome = await run(scene, dice.fork(), () => undefined, false)
    if (isGood(outcome)) return watcher.violation === undefined ? missing(world) : undefined
    last = JSON.stringify(outcome)
    await time.sleep(300_000)
    if (outcome !== 'died' && outcome.kind === 'superseded') await calm(ground)
  }
  return watcher.violation === undefined ? `it did not converge in ${PEACEFUL_RUNS} runs: ${last}` : undefined
}

function isGood(outcome: Ended): boolean {
  if (outcome === 'died') return false
  if (outcome.kind === 'in sync') return true
  return (
    outcome.kind === 'nothing to do' &&
    outcome.verification.behind.length === 0 &&
    outcome.verification.notConfirmed.length === 0
  )
}

/** What is not as wanted at the end, by the judge's own reading. */
function missing(world: DrawnWorld): string | undefined {
  const { nodes } = world.cluster.picture()
  for (const { name, uuid, settings } of world.desired.nodes) {
    const held = nodes.find((node) => node.uuid === uuid.value)!.networkGroups
    if (held.toSorted().join() !== settings['groups.network']!.value!.toSorted().join())
      return `${name} ends in groups ${held.join(' ')}`
  }
  const lists = new Map(
    world.cluster.dump(world.entry)!.lists.map(({ name, entries }) => [name, entries.map(({ value }) => value)]),
  )
  for (const [name, values] of world.lists) {
    if (JSON.stringify(lists.get(name) ?? null) !== JSON.stringify(values))
      return `the list "${name}" ends as ${JSON.stringify(lists.get(name))}`
  }
  return undefined
}

/** Is asked before each request whether something happens; told whether the request changes anything. */
type Disturb = (changes: boolean) => void

/** Another run that does not take "locked" for an answer. */
async function runBeside(scene: Scene, dice: Dice, disturb: Disturb): Promise<void> {
  for (let left = 5; left > 0; left -= 1) {
    const outcome = await run(scene, dice.fork(), disturb, true)
    if (outcome === 'died' || outcome.kind !== 'locked') return
    await scene.time.sleep(45_000)
  }
}

/** The machine of the process is suspended for so long that its lease runs out. */
async function stall(time: Scene['time'], dice: Dice, note: Scene['note']): Promise<void> {
  note('the process is suspended')
  await time.sleep(dice.whole(100_000, 300_000))
}

type Ended = Outcome | 'died' | { readonly kind: 'threw' }

async function run(scene: Scene, dice: Dice, disturb: Disturb, mayDie: boolean): Promise<Ended> {
  const { note, watcher, counts, plant } = scene
  counts.runs += 1
  const name = `run-${counts.runs}`
  const death =
    mayDie && dice.chance(0.4) ? { at: dice.whole(1, 260), when: dice.pick(['before', 'after'] as const) } : undefined
  const of = life(death)
  const setup = setupFor(scene, of, name, dice, disturb)
  note(`${name} starts`)
  const ended: Ended = await applyOnce(plant?.setup?.(setup) ?? setup, of, (event) => tell(scene, name, event)).catch(
    (error: unknown) => {
      if (!(error instanceof Error) || !('code' in error)) throw error
      note(`${name}: ${error.message}`)
      return { kind: 'threw' as const }
    },
  )
  const how = ended === 'died' ? `died ${death?.when} effect ${death?.at}: ${of.effects.at(-1)}` : JSON.stringify(ended)
  note(`${name} ${how}`)
  watcher.ended(name, ended === 'died' ? ended : ended.kind, ended === 'died')
  return ended
}

function setupFor(
  { world, weather, time, watcher, store, note, plant, counts }: Scene,
  of: Life,
  name: string,
  dice: Dice,
  disturb: Disturb,
): ApplySetup {
  const clock = {
    now: () => time.now() + weather.clockOff,
    sleep: (milliseconds: number) => of.effect('sleep', () => time.sleep(milliseconds)),
  }
  const wire = dice.fork()
  const carrier = (node: Parameters<typeof memoryTransport>[1]): ReturnType<typeof memoryTransport> => {
    const real = memoryTransport(world.cluster, node, { now: time.now, sleep: time.sleep })
    const faulty = faultyTransport(watcher.transport(name, node, real), {
      weather,
      dice: wire,
      time,
      note: (line) => note(`${name} ${line}`),
    })
    const disturbed: typeof faulty = {
      close: async () => undefined,
      send: async (request) => {
        counts.requests += 1
        disturb(request.method !== 'GET' && !request.path.startsWith('/log'))
        if (request.method === 'GET' && wire.chance(weather.stall)) await stall(time, wire, note)
        const outcome = await faulty.send(request)
        if (request.method !== 'GET')
          note(
            `${name} ${request.method} ${request.path} → ${outcome.kind === 'answered' ? outcome.response.status : outcome.kind}`,
          )
        return outcome
      },
    }
    return mortalTransport((plant?.transport ?? sameTransport)(watcher.client(name, disturbed)), of)
  }
  const disk = dice.fork()
  const watched = watcher.store(name, faultyStore(store, weather, disk))
  const own = mortalStore(tearing(plant?.store?.(watched) ?? watched, of, disk, store), of)
  const scope = { names: world.names, dialect, codec: settingCodec, systemFiles: new Map(), lists: true }
  return {
    cluster: edge,
    entryNode: world.entry,
    run: name,
    by: name,
    command: 'apply',
    gateways: gatewaysOver(carrier, clock, true, world.entry),
    scope,
    desk: { scope, target: { provedEmulator: true }, systemFile: () => undefined },
    store: own,
    leases: fileLeases(own, clock),
    clock,
    plan: (observed, behind) => planFor(world, observed, behind),
    checkBackup: (bytes) => (bytes.byteLength > 0 ? undefined : 'empty'),
    patience: 30_000,
    stop: new AbortController().signal,
  }
}

/** A line of the journal may be torn by the death of its writer. */
function tearing(inner: StateStore, of: Life, dice: Dice, bare: StateStore): StateStore {
  return {
    ...inner,
    append: async (name, bytes) => {
      if (!of.isLast() || !dice.chance(0.5)) return inner.append(name, bytes)
      return bare.append(name, bytes.subarray(0, dice.whole(1, bytes.length - 1)))
    },
  }
}

function tell({ counts, note }: Scene, name: string, event: Progress): void {
  if (event.kind === 'committed') counts.commits += 1
  if (event.kind === 'phase started') note(`${name} phase ${event.phase.kind}: ${event.phase.title}`)
  else if (event.kind === 'verified') note(`${name} verified: ${JSON.stringify(event.verification)}`)
  else if (!['observing', 'asking', 'answered', 'step written', 'finished'].includes(event.kind))
    note(`${name} ${JSON.stringify(event).slice(0, 200)}`)
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
