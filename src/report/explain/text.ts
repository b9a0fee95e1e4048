import type { Appearance } from '../appearance.ts'
import { valueText } from './value-text.ts'
import { harmless } from '../text/cells.ts'
import { locationOf } from '../text/diagnostics.ts'
import { paintOf, type Paint } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import type { ExplainedValue, Explanation } from './explanation.ts'

/** Where a node's values come from, for a person. */
export function explainText({ cluster, node, location, values }: Explanation, look: Appearance): string {
  const paint = paintOf(look)
  const heading = `${paint.strong(node)} in ${location}, cluster ${cluster}`
  return `${[heading, ...values.flatMap((value) => valueLines(value, look, paint))].join('\n')}\n`
}

function valueLines({ name, label, unit, layers }: ExplainedValue, look: Appearance, paint: Paint): readonly string[] {
  const [winner] = layers
  if (winner === undefined) return []
  const shown = harmless(`${valueText(winner.value)}${unit === undefined ? '' : ` ${unit}`}`, look.unicode)
  const title = label === undefined ? '' : ` (${label})`
  return [
    '',
    ...wrap(`${name}${title}: ${shown}`, look.columns, '  '),
    ...layers.flatMap(({ layer, value, span }, index) => {
      const word = index === 0 ? `set by ${layer}` : `overrides ${layer}, which says ${valueText(value)}`
      const line = harmless(`${word}: ${locationOf(span)}`, look.unicode)
      return wrap(line, look.columns, '      ', '    ').map((text) => (index === 0 ? text : paint.faint(text)))
    }),
  ]
}
