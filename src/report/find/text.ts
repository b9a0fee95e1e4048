import type { FoundClass } from '../../policy/find/question.ts'
import type { Appearance } from '../appearance.ts'
import { effectWords } from '../impact/words.ts'
import { harmless } from '../text/cells.ts'
import { locationOf } from '../text/diagnostics.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import type { FindReport } from './report.ts'
import { answerWords, classExample } from './words.ts'

/** The answer to a question, for a person: in one sentence, then way by way with the rules and a request. */
export function findText(report: FindReport, look: Appearance): string {
  const { policy, answer, assumptions } = report
  const paint = paintOf(look)
  const head = wrap(harmless(`${policy}: ${answerWords(report)}`, look.unicode), look.columns, '  ').map(paint.strong)
  const line = labeller(report, look)
  const rest = [
    ...answer.open.flatMap((text) => line('unproved', text)),
    ...answer.more.flatMap((text) => line('more', text)),
    ...[...answer.assumptions, ...assumptions].flatMap((text) => line('assumed', text)).map(paint.faint),
  ]
  const parts = [...answer.classes.map((one) => classLines(one, report, look)), rest]
  return `${[head, ...parts].map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function classLines(one: FoundClass, report: FindReport, look: Appearance): readonly string[] {
  const { places, locate } = report
  const paint = paintOf(look)
  const line = labeller(report, look)
  const effects = places.flatMap(({ side }) => one.decided[side]?.effect ?? []).map(effectWords)
  const title = `${effects.join(', ')}${one.isCertain ? '' : ' (only if something unknown holds)'}`
  const [first = '', ...others] = classExample(one, report)
  return [
    ...wrap(harmless(title, look.unicode), look.columns, '  ').map(one.isCertain ? paint.changed : paint.warning),
    ...places.flatMap(({ side, region = '' }) => {
      const rule = one.decided[side]?.rule
      const by = rule === undefined ? 'no rule ends the cycle' : `${rule.path}, ${locationOf(locate(rule.place))}`
      return line(places.length === 1 ? 'rule' : region, by)
    }),
    ...line('example', first),
    ...others.flatMap((text) => line('', text)),
  ]
}

/** Writes lines with a label in front, all labels as wide as the widest. */
function labeller({ places }: FindReport, look: Appearance): (label: string, text: string) => readonly string[] {
  const names = places.length === 1 ? [] : places.map(({ region = '' }) => region.length)
  const width = Math.max('unproved'.length, ...names) + 1
  return (label, text) =>
    wrap(harmless(text, look.unicode), look.columns, ' '.repeat(2 + width), `  ${label.padEnd(width)}`)
}
