import type { WireRequest } from '../../src/appliance/transport.ts'
import type { EventName } from './chaos.ts'
import type { Dice } from './dice.ts'
import { isChange, isReading } from './request-laws.ts'

/** Where a run is when it sends a request. */
export type Moment =
  'a look' | 'a write' | 'the last look' | 'the commit' | 'after the commit' | 'a way back' | 'an approval'

/** Something that happens at a moment at which it can do harm, and which chance alone would seldom meet. */
export interface Aim {
  readonly moment: Moment
  /** How often the moment has come when it happens. */
  readonly nth: number
  readonly event: EventName
}

/** Events that are worth an aim wherever a run is. */
const EVENTS: readonly EventName[] = [
  'colleague saves',
  'colleague saves elsewhere',
  'colleague changes ours',
  'hold',
  'second run',
  'asked to stop',
  'down',
  'deaf',
  'partition',
  'sessions expire',
  'unreadable',
  'disk full',
  'slow',
  'skew',
]

/** What a life may be after, by what it puts to the test. */
const PLOTS: readonly ((dice: Dice) => readonly Aim[])[] = [
  // Too late to be seen, or just not.
  (dice) => [{ moment: 'the last look', nth: dice.whole(1, 30), event: 'colleague saves' }],
  (dice) => [{ moment: 'the commit', nth: dice.whole(1, 2), event: 'colleague saves' }],
  (dice) => [{ moment: 'the commit', nth: dice.whole(1, 2), event: 'colleague saves' }],
  // Early enough to be seen, or to be taken back by the commit.
  (dice) => [{ moment: 'a write', nth: dice.whole(1, 4), event: 'colleague saves' }],
  (dice) => [{ moment: 'a write', nth: dice.whole(1, 4), event: 'colleague saves what nobody reads' }],
  stoppedWhileBehind,
  raceAfterCommit,
  raceAfterCommit,
  raceAfterCommit,
  raceAfterCommit,
  (dice) => [{ moment: 'the commit', nth: dice.whole(1, 3), event: 'colleague saves elsewhere' }],
  // Anything while it is found out who holds what was committed.
  (dice) => [{ moment: 'after the commit', nth: dice.whole(1, 12), event: dice.pick(EVENTS) }],
  (dice) => [{ moment: 'after the commit', nth: dice.whole(1, 12), event: dice.pick(['down', 'deaf', 'partition']) }],
  (dice) => [{ moment: dice.pick(['a write', 'the commit']), nth: dice.whole(1, 3), event: dice.pick(EVENTS) }],
]

/**
 * Another storage wins before anybody has looked what became of a commit: whoever saves elsewhere, as a rule once the
 * writer is logged off, has not got the commit yet, and the look comes when what they saved has arrived.
 */
function raceAfterCommit(dice: Dice): readonly Aim[] {
  return [
    { moment: 'the commit', nth: 1, event: 'slow' },
    { moment: 'the commit', nth: 1, event: 'messages are late' },
    { moment: 'after the commit', nth: dice.whole(1, 2), event: 'colleague saves elsewhere' },
  ]
}

/** A run ends after a commit that a node has not taken over, and the next one has more to do. */
function stoppedWhileBehind(dice: Dice): readonly Aim[] {
  return [
    { moment: 'the commit', nth: 1, event: 'deaf' },
    { moment: 'after the commit', nth: dice.whole(1, 12), event: 'asked to stop' },
  ]
}

/** Draws what a life is to meet whatever its odds are: mostly around a commit. */
export function drawAims(dice: Dice): readonly Aim[] {
  const plots = Array.from({ length: dice.pick([1, 1, 2]) }, () => dice.pick(PLOTS))
  return plots.flatMap((plot) => plot(dice))
}

/** What somebody does who does not know that a rollout is being taken back. */
export function drawAimsAtWaysBack(dice: Dice): readonly Aim[] {
  return dice.chance(0.5) ? [{ moment: 'a way back', nth: dice.whole(1, 2), event: 'colleague changes ours' }] : []
}

/** What somebody does while a plan waits for a yes. */
export function drawAimsAtApprovals(dice: Dice): readonly Aim[] {
  const event = dice.pick(['colleague saves', 'colleague changes ours'] as const)
  return dice.chance(0.7) ? [{ moment: 'an approval', nth: dice.whole(1, 2), event }] : []
}

/** Somebody upgrades a node alone: before a run begins to look, in the middle of it, or when it is too late to be seen. */
export function drawAimsAtUpgrades(dice: Dice): readonly Aim[] {
  if (!dice.chance(0.12)) return []
  const [moment, most] = dice.pick([
    ['a look', 1],
    ['a look', 80],
    ['after the commit', 12],
    ['after the commit', 12],
    ['the last look', 20],
  ] as const)
  return [{ moment, nth: dice.whole(1, most), event: 'half an upgrade' }]
}

/** Tells of each moment that comes what was aimed at it. */
export function marksman(aims: readonly Aim[]): (moment: Moment) => readonly EventName[] {
  const came = new Map<Moment, number>()
  return (moment) => {
    const count = (came.get(moment) ?? 0) + 1
    came.set(moment, count)
    return aims.flatMap((aim) => (aim.moment === moment && aim.nth === count ? [aim.event] : []))
  }
}

/** Tells of each request of one run at which moment it is sent. */
export function momentsOfRun(): (request: WireRequest) => Moment {
  let [hasWritten, hasCommitted] = [false, false]
  return (request) => {
    if (request.path === '/commit') {
      ;[hasWritten, hasCommitted] = [false, true]
      return 'the commit'
    }
    if (isChange(request)) {
      ;[hasWritten, hasCommitted] = [true, false]
      return 'a write'
    }
    if (hasCommitted) return 'after the commit'
    // Reading back what was written counts as well: it is as near to the commit.
    return hasWritten && (isReading(request) || request.path === '/login') ? 'the last look' : 'a look'
  }
}
