import type { Appearance } from '../appearance.ts'
import { harmless } from '../text/cells.ts'
import { glyphsOf } from '../text/glyphs.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import type { ImpactReport } from './report.ts'
import { impactView, type ClassView, type ImpactView } from './view.ts'
import { directionWords, type SideNames } from './words.ts'

/** How a report is written: what its sides are called, how it looks. */
interface Style {
  readonly sides: SideNames
  readonly look: Appearance
}

/** What a change does to requests, for a person: class by class, weakening first. */
export function impactText({ impacts, locate, sides }: ImpactReport, look: Appearance): string {
  const paint = paintOf(look)
  return impacts
    .map(({ name, impact, acceptance }) => {
      const view = impactView(impact, locate, sides, acceptance)
      const head = wrap(harmless(`${name}: ${view.summary}`, look.unicode), look.columns, '  ').map(paint.strong)
      const parts = [head.join('\n'), ...impactParts(view, { sides, look })]
      return `${parts.join('\n\n')}\n`
    })
    .join('\n')
}

/** The classes one by one, then what rests on what. */
export function impactParts({ classes, open, more, assumptions }: ImpactView, style: Style): readonly string[] {
  const rest = [
    ...open.flatMap((text) => labelled('unproved', text, style)),
    ...more.flatMap((text) => labelled('more', text, style)),
    ...assumptions.flatMap((text) => labelled('assumed', text, style)).map(paintOf(style.look).faint),
  ]
  return [...classes.map((one) => classLines(one, style)), ...(rest.length === 0 ? [] : [rest])].map((lines) =>
    lines.join('\n'),
  )
}

function classLines(one: ClassView, style: Style): readonly string[] {
  const { look, sides } = style
  const { direction, cycle, changed, rules, where, example, because, acceptedBy } = one
  const paint = paintOf(look)
  const color = { weaker: paint.error, stricter: paint.warning, other: paint.changed }[direction]
  const change = `${changed.before} ${glyphsOf(look).arrow} ${changed.after}`
  const title = `${directionWords[direction]}: ${change}${cycle === 'request' ? '' : ` (${cycle} cycle)`}`
  const [first = '', ...others] = example
  return [
    ...wrap(harmless(title, look.unicode), look.columns, '  ').map(color),
    ...labelled(sides.before, rules.before, style),
    ...labelled(sides.after, rules.after, style),
    ...(where === undefined ? [] : labelled('where', where, style)),
    ...(acceptedBy === undefined ? [] : labelled('accepted', `by ${acceptedBy}`, style)),
    ...labelled('example', first, style),
    ...others.flatMap((line) => labelled('', line, style)),
    ...because.flatMap((text) => labelled('because', text, style)),
  ]
}

function labelled(label: string, text: string, { look, sides }: Style): readonly string[] {
  const width = Math.max('unproved'.length, sides.before.length, sides.after.length) + 1
  return wrap(harmless(text, look.unicode), look.columns, ' '.repeat(2 + width), `  ${label.padEnd(width)}`)
}
