import type { Phase, Plan } from '../../plan/plan.ts'
import type { Appearance } from '../appearance.ts'
import { plural } from '../plural.ts'
import { harmless } from '../text/cells.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import { awayWords } from './away.ts'
import { summaryOf } from './summary.ts'
import { verdictOn } from './verdict.ts'

/** A plan at a glance: a line for each phase whether it is safe, and which nodes it leaves alone. The changes themselves are left to the whole plan. */
export function planBrief(plan: Plan, look: Appearance): string {
  const paint = paintOf(look)
  const verdict = ({ proof }: Phase): readonly string[] => {
    const { tone, words } = verdictOn(proof)
    return wrap(harmless(words, look.unicode), look.columns, '       ', '     ').map(paint[tone])
  }
  const lines = [
    ...wrap(`${harmless(plan.cluster, look.unicode)}: ${summaryOf(plan)}`, look.columns, '  ').map(paint.strong),
    ...plan.phases.flatMap((phase) => [
      ...wrap(
        `${phase.ordinal}. ${harmless(phase.title, look.unicode)}${waitsFor(phase)}`,
        look.columns,
        '     ',
        '  ',
      ),
      ...verdict(phase),
    ]),
    ...(plan.away ?? []).flatMap((one) =>
      wrap(harmless(awayWords(one), look.unicode), look.columns, '     ', '  ').map(paint.faint),
    ),
  ]
  return `${lines.join('\n')}\n`
}

/** A contract rests on what was committed before, so that everybody is asked first. */
function waitsFor({ preconditions }: Phase): string {
  const asked = preconditions.flatMap((one) => (one.kind === 'confirmed' ? one.nodes : []))
  const have = asked.length === 1 ? 'has' : 'have'
  return asked.length === 0 ? '' : `, once ${plural(asked.length, 'node')} ${have} confirmed what was committed before`
}
