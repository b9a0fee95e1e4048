import { resultOf } from '../../src/cli/watch/pass/result-of.ts'
import { releaseHold } from '../../src/reconcile/locks/hold.ts'
import { startWatch, type Watch } from '../../src/reconcile/watch/loop.ts'
import type { PassResult, Source } from '../../src/reconcile/watch/pass.ts'
import type { WatchSettings } from '../../src/reconcile/watch/state.ts'
import { calm, drawRepertoire, wreak, type ChaosContext } from './chaos.ts'
import { start } from './cluster-world.ts'
import { diceFor, type Dice } from './dice.ts'
import { drawWorld, type Wish } from './draw-world.ts'
import { missing } from './missing.ts'
import { life, type Life } from './mortal.ts'
import { applyOnce, edge } from './one-run.ts'
import { openScene, setupFor, tell, type Scene } from './scene.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long, and how much happens. */
export interface Ordeal {
  readonly days: number
  readonly commits: number
  /** Things that happen to the cluster, the network and the disk, and lives that the process has; none = a quiet time. */
  readonly chaos: boolean
}

/** What became of a watch that ran for a long time. */
export interface EnduranceReport {
  /** The first thing that must never happen; absent when all went well. */
  readonly violation?: string
  readonly trace: readonly string[]
  readonly passes: number
  /** Passes by how they ended. */
  readonly ended: ReadonlyMap<string, number>
  /** Commits of the branch that a pass worked towards. */
  readonly reached: number
  readonly deaths: number
  readonly requests: number
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Sessions that are open at an appliance in the end. */
  readonly sessions: number
}

const SETTINGS: WatchSettings = {
  follows: 'branch',
  poll: MINUTE,
  probe: HOUR,
  backoff: { first: 5_000, longest: 10 * MINUTE },
}

/** What the processes of an ordeal share. */
interface Theatre {
  readonly scene: Scene
  readonly ordeal: Ordeal
  /** The branch, oldest commit first; a commit's name is its place. */
  readonly branch: Wish[]
  /** The commit that the clone on the jump host holds, which outlives a process. */
  accepted: string | undefined
  readonly reached: Set<string>
  readonly ended: Map<string, number>
  passes: number
  deaths: number
  over: boolean
  current: Watch | undefined
}

/** Lets a watch run for days, with commits, faults, colleagues and deaths of its process; the same seed, the same days. */
export async function endure(seed: number, ordeal: Ordeal): Promise<EnduranceReport> {
  const dice = diceFor(seed)
  // A commit of every day's has to arrive; where somebody is under repair, those about groups wait for days.
  const world = drawWorld(dice.fork(), `endurance ${seed}`, () => undefined)
  const scene = openScene(world, {
    plant: undefined,
    weather: ordeal.chaos ? { fault: 0.001, stall: 0.0002 } : { fault: 0, stall: 0 },
  })
  const theatre: Theatre = {
    scene,
    ordeal,
    branch: [world],
    accepted: undefined,
    reached: new Set(),
    ended: new Map(),
    passes: 0,
    deaths: 0,
    over: false,
    current: undefined,
  }
  schedule(theatre, dice.fork())
  const broken = await scene.time.until(liveThrough(theatre, dice.fork()))
  const violation = scene.watcher.violation ?? broken
  return {
    trace: scene.trace,
    passes: theatre.passes,
    ended: theatre.ended,
    reached: theatre.reached.size,
    deaths: theatre.deaths,
    requests: scene.counts.requests,
    files: scene.files,
    sessions: world.cluster.picture().nodes.flatMap((node) => node.sessions).length,
    ...(violation === undefined ? {} : { violation }),
  }
}

/** Decides when somebody commits, when something breaks, and when the person on call lifts what is on hold. */
function schedule({ scene, ordeal, branch }: Theatre, dice: Dice): void {
  const { time, store, note } = scene
  const within = (): number => dice.whole(HOUR, ordeal.days * DAY)
  const commits = dice.fork()
  for (let left = ordeal.commits; left > 0; left -= 1) {
    time.later(within(), () => {
      branch.push(scene.world.anotherWish(commits))
      note(`commit ${branch.length - 1}`)
    })
  }
  const turmoil = dice.fork()
  for (let left = ordeal.chaos ? ordeal.days * 8 : 0; left > 0; left -= 1) {
    time.later(within(), () => {
      const context: ChaosContext = {
        ...scene,
        repertoire: drawRepertoire(turmoil.fork(), scene.world),
        startRun: () => undefined,
      }
      wreak(turmoil, context)
    })
  }
  for (let at = 4 * HOUR; at < ordeal.days * DAY; at += 4 * HOUR) {
    time.later(at, () => void releaseHold(store, edge, 0))
    time.later(at, () => setClocksRight(scene))
  }
}

/** What NTP does sooner or later. */
function setClocksRight({ world, weather, time, watcher }: Scene): void {
  weather.clockOff = 0
  for (const node of world.names.keys()) world.cluster.control({ kind: 'skew', node, seconds: 0 }, time.now())
  watcher.clocksMoved()
}

async function liveThrough(theatre: Theatre, dice: Dice): Promise<string | undefined> {
  const { scene, ordeal } = theatre
  const processes = superviseUntilOver(theatre, dice)
  await scene.time.sleep(ordeal.days * DAY)
  scene.note('peace')
  await calm({ ...scene, repertoire: [], startRun: () => undefined })
  await scene.time.sleep(4 * HOUR)
  theatre.over = true
  theatre.current?.wake({ kind: 'signal', signal: 'stop' })
  await processes
  return missing({ ...scene.world, ...theatre.branch.at(-1)! })
}

/** As a service manager does: whatever dies is started again, five seconds later. */
async function superviseUntilOver(theatre: Theatre, dice: Dice): Promise<void> {
  const { scene, ordeal } = theatre
  while (!theatre.over) {
    const mayDie = ordeal.chaos && scene.time.now() < start + ordeal.days * DAY - HOUR
    const of = life(mayDie ? { at: dice.whole(200, 9_000), when: dice.pick(['before', 'after'] as const) } : undefined)
    const how = await oneProcess(theatre, of, dice.fork())
    if (how === 'stopped') return
    theatre.deaths += 1
    await scene.time.sleep(5_000)
  }
}

async function oneProcess(theatre: Theatre, of: Life, dice: Dice): Promise<'died' | 'stopped'> {
  const { scene } = theatre
  const { time } = scene
  const watch = startWatch(SETTINGS, theatre.accepted, {
    clock: {
      now: time.now,
      sleep: async (milliseconds, stop) => of.effect('sleep', () => time.sleep(milliseconds, stop)),
    },
    random: dice.number,
    tell: () => undefined,
    fetch: async () => {
      await of.effect('fetch', () => time.sleep(dice.whole(50, 2_000)))
      if (dice.chance(0.02)) return { kind: 'fetch failed', why: 'no route to the server', refused: false }
      theatre.accepted = String(theatre.branch.length - 1)
      return { kind: 'commit arrived', commit: theatre.accepted }
    },
    pass: async (source, _reason, stop) => onePass(theatre, of, dice.fork(), source, stop),
  })
  theatre.current = watch
  if (theatre.over) watch.wake({ kind: 'signal', signal: 'stop' })
  return Promise.race([watch.over.then(() => 'stopped' as const), of.died])
}

async function onePass(theatre: Theatre, of: Life, dice: Dice, source: Source, stop: AbortSignal): Promise<PassResult> {
  const { scene, branch } = theatre
  const commit = source.kind === 'commit' ? source.commit : '0'
  const name = `pass-${(theatre.passes += 1)}`
  const world = { ...scene.world, ...branch[Number(commit)]! }
  const setup = { ...setupFor({ ...scene, world }, of, name, dice, () => undefined), revision: commit, stop }
  const outcome = await applyOnce(setup, of, (event) => tell(scene, name, event))
  scene.watcher.ended(name, outcome === 'died' ? outcome : outcome.kind, outcome === 'died')
  if (outcome === 'died') return { kind: 'stopped' }
  const result = resultOf(outcome)
  if (result.kind !== 'in sync') scene.note(`${name} ${JSON.stringify(result)}`)
  theatre.ended.set(result.kind, (theatre.ended.get(result.kind) ?? 0) + 1)
  if (result.kind === 'in sync' || result.kind === 'applied') theatre.reached.add(commit)
  return result
}
