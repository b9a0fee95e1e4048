import type { Weight } from '../../plan/review/consequence.ts'
import type { Review, Risk } from '../../plan/review/review.ts'
import type { Appearance } from '../appearance.ts'
import { summaryOf } from '../plan/summary.ts'
import { proofText } from '../plan/text.ts'
import { harmless } from '../text/cells.ts'
import { glyphsOf } from '../text/glyphs.ts'
import { paintOf, type Paint } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import { causeText, type LocateCause } from './locate.ts'
import { riskLine } from './risk.ts'
import { changeWords, type ChangeSign } from './words.ts'

const signs: Readonly<Record<ChangeSign, string>> = { added: '+', removed: '-', changed: '~', moved: '>' }
const weights: Readonly<Record<Weight, string>> = { danger: '!!', caution: '! ', note: '  ' }

/** Reviews for a person at a terminal: per cluster the risk, the changes with their lines, and what follows. */
export function reviewText(reviews: readonly Review[], locate: LocateCause, look: Appearance): string {
  const paint = paintOf(look)
  return reviews.map((review) => `${clusterText(review, locate, look, paint).join('\n')}\n`).join('\n')
}

function clusterText(review: Review, locate: LocateCause, look: Appearance, paint: Paint): readonly string[] {
  const head = wrap(`${review.cluster}: ${riskLine(review)}`, look.columns, '  ')
  const lines = head.map((line) => riskPaint(paint, review.risk)(harmless(line, look.unicode)))
  if (review.changes.length === 0) return lines
  const { arrow } = glyphsOf(look)
  for (const change of review.changes) {
    const { sign, text, values } = changeWords(change)
    const said = values === undefined ? text : `${text}: ${values.before} ${arrow} ${values.after}`
    lines.push(
      ...wrap(harmless(said, look.unicode), look.columns, '      ', `  ${signs[sign]} `).map(paint[sign]),
      paint.faint(`      ${harmless(causeText(change.cause, locate), look.unicode)}`),
    )
  }
  if (review.consequences.length > 0) lines.push('', '  what follows')
  for (const { weight, text } of review.consequences) {
    lines.push(
      ...wrap(harmless(text, look.unicode), look.columns, '     ', `  ${weights[weight]} `).map(
        weightPaint(paint, weight),
      ),
    )
  }
  return [...lines, ...rolloutText(review, look, paint)]
}

function rolloutText({ rollout }: Review, look: Appearance, paint: Paint): readonly string[] {
  if (rollout === undefined) return []
  return [
    '',
    ...wrap(`rollout, if what is live equals the base: ${summaryOf(rollout)}`, look.columns, '    ', '  '),
    ...rollout.phases.flatMap(({ ordinal, title, proof }) => [
      ...wrap(`${ordinal}. ${harmless(title, look.unicode)}`, look.columns, '       ', '    '),
      ...proofText(proof, look, paint).map((line) => `     ${line}`),
    ]),
  ]
}

function riskPaint(paint: Paint, risk: Risk): (text: string) => string {
  return { none: paint.good, low: paint.strong, medium: paint.warning, high: paint.error }[risk]
}

function weightPaint(paint: Paint, weight: Weight): (text: string) => string {
  return { danger: paint.error, caution: paint.warning, note: (text: string) => text }[weight]
}
