import type { Decided, ImpactClass } from '../../policy/impact/impact.ts'
import type { SideName } from '../../policy/reason/side.ts'
import type { Appearance } from '../appearance.ts'
import type { LocateCause } from '../review/locate.ts'
import { harmless } from '../text/cells.ts'
import { locationOf } from '../text/diagnostics.ts'
import { glyphsOf } from '../text/glyphs.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import type { ImpactReport, NamedImpact } from './report.ts'
import { changeWords, directionWords, exampleWords, impactSummary, listWords } from './words.ts'

/** How a report is written: where its lines stand, what its sides are called, how it looks. */
interface Style {
  readonly locate: LocateCause
  readonly sides: ImpactReport['sides']
  readonly look: Appearance
  /** Columns of the words at the start of a line. */
  readonly label: number
}

/** What a change does to requests, for a person: class by class, weakening first. */
export function impactText({ impacts, locate, sides }: ImpactReport, look: Appearance): string {
  const label = Math.max(8, sides.before.length, sides.after.length) + 1
  return impacts.map((one) => named(one, { locate, sides, look, label })).join('\n')
}

function named({ name, impact }: NamedImpact, style: Style): string {
  const { look } = style
  const paint = paintOf(look)
  const head = wrap(harmless(`${name}: ${impactSummary(impact)}`, look.unicode), look.columns, '  ')
  const rest = [
    ...impact.open.flatMap((text) => labelled('unproved', text, style)),
    ...impact.more.flatMap((text) => labelled('more', text, style)),
    ...impact.assumptions.flatMap((text) => labelled('assumed', text, style)).map(paint.faint),
  ]
  const parts = [head.map(paint.strong), ...impact.classes.map((one) => classText(one, style))]
  return `${[...parts, ...(rest.length === 0 ? [] : [rest])].map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function classText(one: ImpactClass, style: Style): readonly string[] {
  const { look, sides } = style
  const paint = paintOf(look)
  const color = { weaker: paint.error, stricter: paint.warning, other: paint.changed }[one.direction]
  const cycle = one.cycle === 'request' ? '' : ` (${one.cycle} cycle)`
  const title = harmless(
    `${directionWords[one.direction]}: ${changeWords(one, glyphsOf(look).arrow)}${cycle}`,
    look.unicode,
  )
  const [first, ...more] = exampleWords((one.audiences[0] ?? one).example, sides)
  return [
    ...wrap(title, look.columns, '  ').map(color),
    ...labelled(sides.before, ruleWords('before', one.before, style), style),
    ...labelled(sides.after, ruleWords('after', one.after, style), style),
    ...whereWords(one).flatMap((text) => labelled('where', text, style)),
    ...labelled('example', first ?? '', style),
    ...more.flatMap((line) => labelled('', line, style)),
    ...causes(one, style).flatMap((text) => labelled('because', text, style)),
  ]
}

function labelled(label: string, text: string, { look, label: width }: Style): readonly string[] {
  const indent = ' '.repeat(2 + width)
  return wrap(harmless(text, look.unicode), look.columns, indent, `  ${label.padEnd(width)}`)
}

function ruleWords(side: SideName, { rule }: Decided, { locate }: Style): string {
  return rule === undefined
    ? 'no rule ends the cycle'
    : `${rule.path}, ${locationOf(locate({ side, place: rule.place }))}`
}

function whereWords({ audiences, isForAudiences }: ImpactClass): readonly string[] {
  if (!isForAudiences) return []
  return [audiences.length === 0 ? 'at no node that the cluster has' : audiences.map(({ name }) => name).join(', ')]
}

/** Causes that are told one by one. */
const TOLD = 5

function causes({ causes: all }: ImpactClass, { locate }: Style): readonly string[] {
  const texts = all.map(({ path, side, place, lists }) => {
    const why = lists.map(listWords).join(', ')
    return why === '' ? `${path} is not the same, ${locationOf(locate({ side, place }))}` : `${why} in ${path}`
  })
  const told = [...new Set(texts)]
  return [...told.slice(0, TOLD), ...(told.length > TOLD ? [`${told.length - TOLD} more differences`] : [])]
}
