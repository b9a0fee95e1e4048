import type { Touch } from '../../source/touch.ts'
import type { Appearance } from '../appearance.ts'
import { harmless } from '../text/cells.ts'
import { locationOf } from '../text/diagnostics.ts'
import { paintOf, type Paint } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import type { ExplainedValue, Explanation } from './explanation.ts'
import { valueText } from './value-text.ts'

/** Where a node's values come from, for a person. */
export function explainText({ cluster, node, location, values }: Explanation, look: Appearance): string {
  const paint = paintOf(look)
  const heading = `${paint.strong(node)} in ${location}, cluster ${cluster}`
  return `${[heading, ...values.flatMap((value) => valueLines(value, look, paint))].join('\n')}\n`
}

function valueLines(value: ExplainedValue, look: Appearance, paint: Paint): readonly string[] {
  const { name, label, unit, clients, layers, checks } = value
  const [winner] = layers
  if (winner === undefined) return []
  const shown = harmless(`${valueText(winner.value)}${unit === undefined ? '' : ` ${unit}`}`, look.unicode)
  const title = label === undefined ? '' : ` (${label})`
  const say = (text: string, lead: string): readonly string[] =>
    wrap(harmless(text, look.unicode), look.columns, '      ', lead)
  return [
    '',
    ...wrap(`${name}${title}: ${shown}`, look.columns, '  '),
    ...(clients === undefined ? [] : say(clientWords(clients), '    ')),
    ...layers.flatMap(({ layer, value: own, span, touched }, index) => {
      const word = index === 0 ? `set by ${layer}` : `overrides ${layer}, which says ${valueText(own)}`
      const lines = say(`${word}: ${locationOf(span)}`, '    ')
      return [
        ...(index === 0 ? lines : lines.map((text) => paint.faint(text))),
        ...(touched === undefined ? [] : say(touchWords(touched), '      ').map((text) => paint.faint(text))),
      ]
    }),
    ...(checks.length === 0 ? [] : say(`checked by ${checks.join(', ')}`, '    ')),
  ]
}

function clientWords({ regions, networks = [] }: NonNullable<ExplainedValue['clients']>): string {
  const whose = `for clients of region ${regions.join(', ')}`
  return networks.length === 0 ? whose : `${whose}: ${networks.join(', ')}`
}

function touchWords(touch: Touch): string {
  if (touch.kind === 'not committed') return 'not committed yet'
  const { commit, author, date, summary, isOldest } = touch
  const words = `${commit.slice(0, 10)} ${date} ${author}: ${summary}`
  return isOldest ? `${words} (or before: the history of this clone ends there)` : words
}
