import type { AwayNode, Plan } from '../../plan/plan.ts'
import type { Appearance } from '../appearance.ts'
import { plural } from '../plural.ts'
import { harmless } from '../text/cells.ts'
import { glyphsOf } from '../text/glyphs.ts'
import type { Paint } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import { leasedWords } from './step.ts'

/** What a node out of service is brought when it is back, in a few words. */
export function awaitedWords({ steps }: AwayNode): string {
  if (steps.length === 0) return 'it is added to the cluster'
  return `${plural(steps.length, 'change')} ${steps.length === 1 ? 'waits' : 'wait'}`
}

/** A node out of service in a line: since which ticket, until when, and what it is brought when it is back. */
export function awayWords(one: AwayNode): string {
  return `${one.node} is out of service (${one.ticket}, until ${one.expires}); when it is back, ${awaitedWords(one)}`
}

/** Which nodes a plan leaves alone because they are out of service, and what each catches up on. */
export function awayText(away: NonNullable<Plan['away']>, look: Appearance, paint: Paint): readonly string[] {
  const indented = (text: string, first: string, rest: string): readonly string[] =>
    wrap(harmless(text, look.unicode), look.columns, rest, first)
  return [
    paint.faint(
      `out of service: ${plural(away.length, 'node')}, left alone until "outOfService" is removed from the YAML`,
    ),
    ...away.flatMap((one) => [
      ...indented(
        `${one.node}: when it is back, ${awaitedWords(one)}; ${one.ticket} until ${one.expires}: ${one.reason}`,
        '  ',
        '    ',
      ),
      ...one.steps.flatMap((step) => indented(leasedWords(step, glyphsOf(look).arrow), '    ', '      ')),
    ]),
  ]
}
