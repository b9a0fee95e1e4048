import type { Dice } from './dice.ts'
import type { Death } from './mortal.ts'

/** Effects at which a death leaves most behind; among all effects they are few. */
const KINDS = [
  'POST /commit',
  'POST /commit',
  'append journal/',
  'append journal/',
  'PUT ',
  'POST /discard',
  'POST /logout',
  'POST /backup',
  'replace ',
  'create lease/',
  'remove ',
  'probe',
  'sleep',
]

/** Draws where a process dies: at any effect, or at one of a kind that chance alone would seldom meet. */
export function drawDeath(dice: Dice, isLong: boolean): Death {
  const when = dice.pick(['before', 'after'] as const)
  if (dice.chance(0.5)) return { at: dice.whole(1, isLong ? 500 : 260), when }
  const of = dice.pick(KINDS)
  const most = of.startsWith('append') ? 12 : of === 'POST /commit' ? 2 : 5
  // Dying before a line is written leaves what dying after the effect before it does; a line may be torn.
  return { of, at: dice.whole(1, most), when: of.startsWith('append') ? 'after' : when }
}

/** Where a process dies, in words. */
export function deathWords({ at, of, when }: Death): string {
  return of === undefined ? `${when} effect ${at}` : `${when} effect ${at} of "${of.trim()}"`
}
