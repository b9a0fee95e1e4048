import type { Review } from '../../plan/review/review.ts'
import type { Appearance } from '../appearance.ts'
import { harmless } from '../text/cells.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import { riskLine } from './risk.ts'

/** The risk of each cluster that changes and what follows from its change, below a list of the changes themselves. */
export function consequencesText(reviews: readonly Review[], look: Appearance): string {
  const paint = paintOf(look)
  const marks = { danger: '!!', caution: '! ', note: '  ' }
  const colors = { danger: paint.error, caution: paint.warning, note: (text: string) => text }
  return reviews
    .filter(({ changes }) => changes.length > 0)
    .map((review) => {
      const lines = review.consequences.flatMap(({ weight, text }) =>
        wrap(harmless(text, look.unicode), look.columns, '     ', `  ${marks[weight]} `).map(colors[weight]),
      )
      const head = wrap(harmless(`${review.cluster}: ${riskLine(review)}`, look.unicode), look.columns, '  ')
      return `\n${[...head.map(paint.strong), ...lines].join('\n')}\n`
    })
    .join('')
}
