import type { Phase, Plan } from '../../plan/plan.ts'
import type { Proof } from '../../plan/proof.ts'
import { unreachable } from '../../source/unreachable.ts'
import type { Appearance } from '../appearance.ts'
import { harmless } from '../text/cells.ts'
import { paintOf, type Paint } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import { summaryOf } from './summary.ts'

/** A plan at a glance: a line for each phase and whether it is safe. The changes themselves are left to the whole plan. */
export function planBrief(plan: Plan, look: Appearance): string {
  const paint = paintOf(look)
  const lines = [
    paint.strong(`${harmless(plan.cluster, look.unicode)}: ${summaryOf(plan)}`),
    ...plan.phases.flatMap((phase) => [
      ...wrap(
        `${phase.ordinal}. ${harmless(phase.title, look.unicode)}${waitsFor(phase)}`,
        look.columns,
        '     ',
        '  ',
      ),
      `     ${verdict(phase.proof, look, paint)}`,
    ]),
  ]
  return `${lines.join('\n')}\n`
}

/** A contract rests on what was committed before, so that everybody is asked first. */
function waitsFor({ preconditions }: Phase): string {
  const asked = preconditions.flatMap((one) => (one.kind === 'confirmed' ? one.nodes : []))
  return asked.length === 0 ? '' : `, once ${asked.length} nodes have confirmed what was committed before`
}

function verdict(proof: Proof, look: Appearance, paint: Paint): string {
  switch (proof.kind) {
    case 'proved':
      return paint.good(`proved: no mixture of old and new nodes is cut off (${proof.assumptions.length} assumptions)`)
    case 'refused':
      return paint.error(`refused: ${harmless(proof.obstacle, look.unicode)}`)
    case 'not needed':
      return paint.good(`safe: ${harmless(proof.because, look.unicode)}`)
    case 'unprovable':
      return paint.warning(`cannot be proved: ${harmless(proof.because, look.unicode)}`)
    default:
      return unreachable(proof)
  }
}
