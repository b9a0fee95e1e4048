import type { Court } from './court.ts'
import { dialect } from './cluster-world.ts'
import { RARE } from './rare.ts'
import type { StoredView } from './views.ts'

/** What the judge remembers of the rollout that is under way. */
export interface RolloutWatch {
  /** When its last commit was decided on; undefined where nothing is under way. */
  lastIntentAt: number | undefined
  /** Nodes that it has changed so far, by UUID. */
  readonly changed: Set<string>
  /** What it has changed and may take back: what each part was before, and everything that it made of it. */
  readonly undoable: Map<string, { readonly first: string | undefined; readonly made: Set<string | undefined> }>
  /** What each proxy said last, and when. */
  readonly probes: Map<string, { readonly at: number; readonly isWell: boolean }>
}

/** A rollout that has not begun. */
export function noRollout(): RolloutWatch {
  return { lastIntentAt: undefined, changed: new Set(), undoable: new Map(), probes: new Map() }
}

const { document, key } = dialect.settings.get('updates.interval')!

/** The part that is spread over locations in the worlds that are drawn, as views name it. */
const partOf = (uuid: string): string => `node ${uuid} document ${document} ${key}`

/** Judges what a commit did to the values that are spread: in which order, how long after the one before, and whether all were well. */
export function judgeSpread(court: Court, run: string, before: StoredView, after: StoredView): void {
  const { world, rollout } = court
  if (world.canary === undefined) return
  const changed = [...world.names.keys()].filter((uuid) => {
    const part = partOf(uuid)
    return before.parts.get(part) !== after.parts.get(part) && court.runOf(run).announced.has(part)
  })
  if (changed.length === 0) return
  if (isWayBack(run)) return judgeWayBack(court, run, changed, before)
  judgeWaves(court, run, changed, after)
  for (const uuid of changed) {
    const part = partOf(uuid)
    const known = rollout.undoable.get(part) ?? { first: before.parts.get(part), made: new Set() }
    rollout.undoable.set(part, known)
    known.made.add(after.parts.get(part))
    rollout.changed.add(uuid)
  }
  rollout.lastIntentAt = court.runOf(run).intendedAt
}

function judgeWaves(court: Court, run: string, changed: readonly string[], after: StoredView): void {
  const { world, rollout, violate } = court
  const canary = world.canary!
  const locationOf = new Map(
    world.desired.nodes.map(({ uuid, location }) => [uuid.value as string, location as string]),
  )
  const [here, ...others] = new Set(changed.map((uuid) => locationOf.get(uuid)!))
  if (others.length > 0) violate(`${run} changes ${here} and ${others.join(', ')} in one commit`)
  for (const there of waves(court).slice(0, waves(court).indexOf(here!))) {
    const missed = world.desired.nodes.filter(
      ({ uuid, location }) => location === there && lacks(court, uuid.value, after),
    )
    if (missed.length > 0)
      violate(`${run} changes ${here} before ${missed.map(({ name }) => name).join(', ')} in ${there}`)
  }
  const { lastIntentAt } = rollout
  if (lastIntentAt === undefined) return
  const decidedAt = court.runOf(run).intendedAt ?? court.time.now()
  const areClocksRight = court.clocksMovedAt < lastIntentAt
  if (areClocksRight && decidedAt - lastIntentAt < canary.soakSeconds * 1_000)
    violate(`${run} changes ${here} ${decidedAt - lastIntentAt} ms after the commit before, which was to be watched`)
  if (canary.probe === undefined) return
  for (const uuid of rollout.changed) {
    const name = world.names.get(uuid as never)!
    if (name === world.away?.name && !court.isBackInService) continue
    const probe = rollout.probes.get(name)
    if (probe?.isWell !== true) violate(`${run} changes ${here} while ${name} is not known to be well`)
    else if (areClocksRight && probe.at - lastIntentAt < canary.soakSeconds * 1_000)
      violate(`${run} changes ${here}, and ${name} was asked too early`)
  }
}

/** Locations in the order in which they are to be changed, by the judge's own reckoning. */
function waves({ world: { desired, canary } }: Court): readonly string[] {
  const sizes = new Map<string, number>()
  for (const { location } of desired.nodes) sizes.set(location, (sizes.get(location) ?? 0) + 1)
  const others = [...sizes.keys()].filter((name) => !canary!.order.includes(name)).toSorted()
  return [...canary!.order, ...others.toSorted((a, b) => sizes.get(a)! - sizes.get(b)!)]
}

/** Whether a node that others left alone does not hold what is wanted of it. */
function lacks({ world, others, turned }: Court, uuid: string, view: StoredView): boolean {
  const node = world.desired.nodes.find((one) => one.uuid.value === uuid)!
  const wanted = node.settings['updates.interval']?.value
  const part = partOf(uuid)
  if (wanted === undefined || others.has(part) || turned.has(part) || node.name === world.away?.name) return false
  return view.parts.get(part) !== String(wanted)
}

function judgeWayBack(court: Court, run: string, changed: readonly string[], before: StoredView): void {
  const { rollout, others, count, violate } = court
  for (const uuid of changed) {
    const part = partOf(uuid)
    const made = rollout.undoable.get(part)?.made
    if (made === undefined) violate(`${run} takes back what the rollout did not change: ${part}`)
    else if (!made.has(before.parts.get(part))) {
      if ((others.get(part) ?? -Infinity) >= court.runOf(run).lookedAt) count(RARE.unseen)
      else violate(`${run} takes back what somebody else has changed: ${part} was ${before.parts.get(part)}`)
    }
  }
}

/** Judges a run that says that everything is as wanted. */
export function judgeDone(court: Court, run: string): void {
  if (court.world.canary === undefined) return
  const { view } = court.entryView()
  const missed = court.world.desired.nodes.filter(({ uuid }) => lacks(court, uuid.value, view))
  if (missed.length > 0)
    court.violate(`${run} says that all is as wanted, and it is not at ${missed.map(({ name }) => name).join(', ')}`)
  court.rollout = noRollout()
}

/** Judges a way back that says that all was taken back. */
export function judgeTakenBack(court: Court, run: string): void {
  const { rollout, files, others, turned, violate } = court
  const { view } = court.entryView()
  for (const [part, { first }] of rollout.undoable) {
    if (view.parts.get(part) === first || others.has(part) || turned.has(part)) continue
    violate(`${run} says that all was taken back, and ${part} is ${view.parts.get(part)}, not ${first}`)
  }
  if (![...files.keys()].some((name) => name.startsWith('hold/')))
    violate(`${run} took back what is not well, and nothing is held`)
  court.rollout = noRollout()
}

/** Whether something that a rollout has changed is by now what somebody else has made of it. */
export function leavesAlone({ rollout, others, entryView }: Court): boolean {
  const { parts } = entryView().view
  return [...rollout.undoable].some(
    ([part, { first, made }]) => others.has(part) && parts.get(part) !== first && !made.has(parts.get(part)),
  )
}

/** Whether a run is the taking back that belongs to another one. */
export function isWayBack(run: string): boolean {
  return run.endsWith(' back')
}
