import type { Weight } from '../../plan/review/consequence.ts'
import type { Appearance } from '../appearance.ts'
import { impactParts } from '../impact/text.ts'
import type { ImpactView } from '../impact/view.ts'
import { sideNames } from '../impact/words.ts'
import { harmless } from '../text/cells.ts'
import { glyphsOf } from '../text/glyphs.ts'
import { paintOf, type Paint } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import type { RolloutView } from './rollout.ts'
import type { ChangeRow, ReviewView } from './view.ts'
import type { ChangeSign } from './words.ts'

/** In front of what stands below a heading. */
const INDENT = '    '

const signs: Readonly<Record<ChangeSign, string>> = { added: '+', removed: '-', changed: '~', moved: '>' }
const marks: Readonly<Record<Weight, string>> = { danger: '!!', caution: '! ', note: '  ' }

/** What a change does, for a person at a terminal: the risk, what follows, every change with its line, the rollout. */
export function reviewText(reviews: readonly ReviewView[], base: string, look: Appearance): string {
  const writer = new Writer(look)
  return reviews.map((review) => writer.review(review, base)).join('\n')
}

class Writer {
  readonly #look: Appearance
  readonly #paint: Paint

  constructor(look: Appearance) {
    this.#look = look
    this.#paint = paintOf(look)
  }

  review({ cluster, headline, consequences, groups, rollout, impact, reviewers }: ReviewView, base: string): string {
    const lines = [
      ...this.#lines(`${cluster}: ${headline}`, '', '  ').map(this.#paint.strong),
      ...consequences.flatMap(({ weight, text }) =>
        this.#lines(text, `  ${marks[weight]} `, '     ').map(this.#colorOf(weight)),
      ),
      ...reviewers.flatMap((words) => this.#lines(`approval needed from: ${words}`, '  ', '    ')),
      ...(impact === undefined ? [] : this.#requests(impact)),
      ...groups.flatMap(({ location, rows }) => [
        `  ${location === '' ? 'changes of the cluster' : `changes of ${harmless(location, this.#look.unicode)}`}`,
        ...rows.flatMap((row) => this.#row(row)),
      ]),
      ...(rollout === undefined ? [] : this.#rollout(rollout, base)),
    ]
    return `${lines.join('\n')}\n`
  }

  #row({ sign, text, values, cause }: ChangeRow): readonly string[] {
    const { arrow } = glyphsOf(this.#look)
    const change = values === undefined ? text : `${text}: ${values.before} ${arrow} ${values.after}`
    return [
      ...this.#lines(change, `  ${signs[sign]} `, '      ').map(this.#paint[sign]),
      ...this.#lines(cause, '      ', '      ').map(this.#paint.faint),
    ]
  }

  #requests(impact: ImpactView): readonly string[] {
    return [
      ...this.#lines(`requests: ${impact.summary}`, '  ', '    '),
      ...impactParts(impact, { sides: sideNames, look: { ...this.#look, columns: this.#look.columns - INDENT.length } })
        .flatMap((part) => part.split('\n'))
        .map((line) => INDENT + line),
    ]
  }

  #rollout({ summary, phases, asides }: RolloutView, base: string): readonly string[] {
    return [
      ...this.#lines(`rollout, if the live state equals ${base}: ${summary}`, '  ', '    '),
      ...phases.flatMap(({ ordinal, title, verdict, because, tone }) => [
        ...this.#lines(`${ordinal}. ${title}`, '  ', '     '),
        ...this.#lines(`${verdict}: ${because}`, '     ', '     ').map(this.#paint[tone]),
      ]),
      ...asides.flatMap(({ word, items }) => items.flatMap((item) => this.#lines(`${word}: ${item}`, '  ', '    '))),
    ]
  }

  #lines(text: string, lead: string, indent: string): readonly string[] {
    return wrap(harmless(text, this.#look.unicode), this.#look.columns, indent, lead)
  }

  #colorOf(weight: Weight): (text: string) => string {
    return { danger: this.#paint.error, caution: this.#paint.warning, note: (text: string) => text }[weight]
  }
}
