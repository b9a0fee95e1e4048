import type { Outcome } from '../../src/plan/progress.ts'
import { RunBroken } from '../../src/reconcile/ending/run-broken.ts'
import { drawAims, drawAimsAtApprovals, drawAimsAtUpgrades, drawAimsAtWaysBack, marksman } from './aims.ts'
import { approvedFor, type Asking } from './approval.ts'
import { calm, drawRepertoire, wreak, type ChaosContext } from './chaos.ts'
import { diceFor, diceNamed, type Dice } from './dice.ts'
import type { DrawnCanary } from './draw-canary.ts'
import { drawWorld } from './draw-world.ts'
import { fateSparing } from './fate.ts'
import { missing } from './missing.ts'
import { deathWords, drawDeath } from './draw-death.ts'
import { life, type Death, type Life } from './mortal.ts'
import { applyOnce } from './one-run.ts'
import { beginRepair, inServiceAgain, shutAway } from './under-repair.ts'
import { goOn, isAllTakenBack, takeBackIfUnwell, type WayBackEnd } from './way-back.ts'
import { openScene, setupFor, tell, type Disturb, type Plant, type Scene } from './scene.ts'

/** What became of a seed. */
export interface SeedReport {
  readonly seed: number
  /** The first thing that must never happen; absent when all went well. */
  readonly violation?: string
  readonly trace: readonly string[]
  /** What could happen, in order; a life can be spared them by number. */
  readonly mishaps: readonly string[]
  readonly runs: number
  /** How often each rare thing happened. */
  readonly happened: ReadonlyMap<string, number>
  readonly commits: number
  readonly requests: number
}

/** Runs with peace in which everything must become as wanted, once chaos has ended. */
const PEACEFUL_RUNS = 6

/** Lives through one seed: the same seed, the same life, but for the mishaps that it is spared. */
export async function simulate(
  seed: number,
  plant?: Plant,
  spared: ReadonlySet<number> = new Set(),
): Promise<SeedReport> {
  const fate = fateSparing(spared)
  const dice = diceFor(seed)
  const world = drawWorld(dice.fork(), `seed ${seed}`)
  const scene = openScene(world, {
    plant,
    fate,
    weather: { fault: dice.pick([0, 0, 0.002, 0.006, 0.015]), stall: dice.pick([0, 0, 0.001, 0.005]) },
  })
  describe(scene)
  if (world.away !== undefined) beginRepair(scene, world.away)
  const work = liveThrough(scene, dice).catch((error: unknown) => `the simulation broke: ${stackOf(error)}`)
  const broken = await scene.time.until(work)
  const violation = scene.watcher.violation ?? broken
  return {
    seed,
    trace: scene.trace,
    mishaps: fate.mishaps,
    happened: scene.watcher.happened,
    ...scene.counts,
    ...(violation === undefined ? {} : { violation }),
  }
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
  if (world.canary !== undefined) note(`canary: ${JSON.stringify(world.canary)}`)
}

async function liveThrough(scene: Scene, dice: Dice): Promise<string | undefined> {
  const { world, watcher, time } = scene
  const beside: Promise<unknown>[] = []
  const turmoil = dice.fork()
  const wild = dice.pick([0, 0.005, 0.02])
  // Some things happen early, whatever the odds are: before the first look, or in the middle of the first change.
  const early = new Set(Array.from({ length: dice.whole(0, 4) }, () => dice.whole(1, 120)))
  let asked = 0
  const context: ChaosContext = {
    ...scene,
    repertoire: drawRepertoire(turmoil.fork(), world),
    startRun: () => {
      if (beside.length < 2) beside.push(runBeside(scene, turmoil.fork(), disturb))
    },
  }
  const aims = [drawAims, drawAimsAtWaysBack, drawAimsAtApprovals].flatMap((draw) => draw(turmoil.fork()))
  const struckAt = marksman(aims)
  const upgrades = diceNamed(`upgrades in ${world.secret}`)
  const upgradedAt = marksman(drawAimsAtUpgrades(upgrades))
  // Most happens around changes: that is where it can do harm.
  const disturb: Disturb = (moment) => {
    asked += 1
    const isRisky = moment === 'a write' || moment === 'the commit'
    if (early.has(asked) || turmoil.chance(isRisky ? wild * 10 : wild)) wreak(turmoil, context)
    for (const event of struckAt(moment)) wreak(turmoil, { ...context, repertoire: [event] })
    for (const event of upgradedAt(moment)) wreak(upgrades, { ...context, repertoire: [event] })
  }
  if (world.canary !== undefined) surpriseLater(turmoil.fork(), world.canary, context)
  for (
    let left = dice.whole(1, 2) + (world.canary === undefined ? 0 : 2);
    left > 0 && watcher.violation === undefined;
    left -= 1
  ) {
    await run(scene, dice.fork(), disturb, true)
    await time.sleep(dice.pick([1_000, 60_000, 200_000]))
  }
  const peaceful = world.away === undefined ? scene : await liveUnderRepair(scene, dice.fork(), disturb)
  // One of them may start another.
  for (const one of beside) await one
  if (watcher.violation !== undefined) return undefined
  scene.note('peace')
  await calm(context)
  let last = ''
  for (let left = PEACEFUL_RUNS; left > 0 && watcher.violation === undefined; left -= 1) {
    const outcome = await run(peaceful, dice.fork(), () => undefined, false)
    if (isGood(outcome)) return watcher.violation === undefined ? missing(peaceful.world) : undefined
    last = JSON.stringify(outcome)
    await time.sleep(300_000)
    if (mayBeSplit(outcome)) await calm(context)
  }
  return watcher.violation === undefined ? `it did not converge in ${PEACEFUL_RUNS} runs: ${last}` : undefined
}

/** Lets things happen while nobody asks for anything: a colleague who saves in the minutes in which a commit is watched. */
function surpriseLater(dice: Dice, { surprises }: DrawnCanary, context: ChaosContext): void {
  const repertoire = [...context.repertoire, 'colleague saves', 'colleague saves', 'colleague saves elsewhere'] as const
  for (let left = surprises; left > 0; left -= 1) {
    context.time.later(dice.whole(1_000, 5_400_000), () => {
      if (!context.weather.isCured) wreak(dice, { ...context, repertoire })
    })
  }
}

/** More runs while a node is under repair: a person shuts it away when a run asks for that, and at some time it is back. */
async function liveUnderRepair(scene: Scene, dice: Dice, disturb: Disturb): Promise<Scene> {
  const back = inServiceAgain(scene)
  let now = scene
  for (let left = 4; left > 0 && scene.watcher.violation === undefined; left -= 1) {
    const outcome = await run(now, dice.fork(), disturb, true)
    await scene.time.sleep(dice.pick([1_000, 60_000]))
    if (outcome !== 'died' && outcome.kind === 'waiting') await shutAway(scene, outcome)
    if (now === scene && dice.chance(0.2)) now = back()
  }
  return now === scene ? back() : now
}

/** Whether two configurations may each win somewhere, which no run can mend: then a person does what the runbook says. */
function mayBeSplit(outcome: Ended): boolean {
  if (outcome === 'died') return false
  if (outcome.kind === 'superseded') return true
  const shown = 'verification' in outcome ? outcome.verification : 'standing' in outcome && outcome.standing.shown
  return typeof shown === 'object' && shown.behind.length > 0
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

/** Another run that does not take "locked" for an answer. */
async function runBeside(scene: Scene, dice: Dice, disturb: Disturb): Promise<void> {
  for (let left = 5; left > 0; left -= 1) {
    const outcome = await run(scene, dice.fork(), disturb, true)
    if (outcome === 'died' || outcome.kind !== 'locked') return
    await scene.time.sleep(45_000)
  }
}

type Ended = Outcome | 'died' | { readonly kind: 'threw' }

async function run(scene: Scene, dice: Dice, disturb: Disturb, mayDie: boolean): Promise<Ended> {
  const { note, watcher, counts, plant, fate } = scene
  counts.runs += 1
  const name = `run-${counts.runs}`
  const isSpread = scene.world.canary !== undefined
  const drawn = mayDie && dice.chance(0.4) ? drawDeath(dice, isSpread) : undefined
  const death = drawn !== undefined && fate.strikes(`${name} dies ${deathWords(drawn)}`) ? drawn : undefined
  const of = life(death)
  const setup = setupFor(scene, of, name, dice, disturb)
  const own = isSpread ? setupFor(scene, of, `${name} back`, dice, disturb) : undefined
  const back = own && (plant?.wayBack?.(own, scene.world.desired) ?? own)
  note(`${name} starts`)
  if (back !== undefined) {
    const gone = await goBack(scene, name, of, async () => goOn(scene, back, disturb))
    if (gone !== undefined) return gone
  }
  const ended = await applyIn(scene, { setup, of, name, dice, disturb })
  note(`${name} ${ended === 'died' ? diedHow(death, of) : JSON.stringify(ended)}`)
  watcher.ended(name, ended === 'died' ? ended : ended.kind, ended === 'died')
  if (back === undefined || ended === 'died' || ended.kind === 'threw') return ended
  return (await goBack(scene, name, of, async () => takeBackIfUnwell(ended, scene, back, disturb))) ?? ended
}

/** Applies, under an approval where somebody is asked. */
async function applyIn(scene: Scene, asking: Asking): Promise<Ended> {
  const { plant, note, approval } = scene
  const { setup, of, name } = asking
  const approved = await approvedFor(scene, asking)
  const given = approved === undefined ? setup : { ...setup, approved }
  const whole = plant?.setup?.(given) ?? given
  const ended: Ended = await applyOnce(whole, of, (event) => tell(scene, name, event)).catch((error: unknown) => {
    // What the machine refused (a full disk) may end a run; anything else is a mistake of Pader's.
    const cause = error instanceof RunBroken ? error.cause : error
    if (!(cause instanceof Error) || !('code' in cause)) throw error
    note(`${name}: ${cause.message}`)
    return { kind: 'threw' as const }
  })
  if (ended !== 'died' && ended.kind !== 'locked') approval.plan = undefined
  return ended
}

function diedHow(death: Death | undefined, of: Life): string {
  return `died ${death === undefined ? '' : deathWords(death)}: ${of.effects.at(-1)}`
}

/** Lives through a way back, where there is one. */
async function goBack(
  { watcher, note }: Scene,
  name: string,
  of: Life,
  way: () => Promise<WayBackEnd | undefined>,
): Promise<Ended | undefined> {
  const end = await Promise.race([way(), of.died])
  if (end === undefined) return undefined
  note(`${name} back: ${JSON.stringify(end)}`)
  if (end === 'died') watcher.ended(`${name} back`, 'died', true)
  else watcher.wentBack(`${name} back`, isAllTakenBack(end))
  return end === 'died' ? end : { kind: 'threw' }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
