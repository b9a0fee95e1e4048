import { verdictOf, type FoundClass } from '../../policy/find/question.ts'
import { exampleWords, type SideNames } from '../impact/words.ts'
import { verbOf, type FindReport } from './report.ts'

/** What was asked, as the rest of a sentence: `blocked in emea and allowed in amer, where URL.Host equals "a"`. */
export function questionWords({ places, said, cycle }: FindReport): string {
  const asked = places.map(({ region, action }) => `${verbOf(action)}${within(region)}`).join(' and ')
  const when = cycle === 'request' ? '' : ` in the ${cycle} cycle`
  return `${asked}${when}${said.length === 0 ? '' : `, with ${said.join(' and ')}`}`
}

function waysOf(count: number): string {
  return `${count} ${count === 1 ? 'way' : 'ways'}`
}

function within(region: string | undefined): string {
  return region === undefined ? '' : ` in ${region}`
}

/** The answer in one sentence. */
export function answerWords(report: FindReport): string {
  const { answer, places } = report
  const asked = questionWords(report)
  switch (verdictOf(answer)) {
    case 'found': {
      const ways = answer.classes.filter(({ isCertain }) => isCertain).length
      return `a request is ${asked}: ${answer.more.length === 0 ? '' : 'at least '}${waysOf(ways)}`
    }
    case 'none': {
      const over = places.map(({ side, region }) => `${waysOf(answer.ways[side] ?? 0)}${within(region)}`).join(' and ')
      return `no request is ${asked} (proved over ${over} in which the policy decides so)`
    }
    case 'undecided':
      return `whether a request is ${asked} cannot be decided here`
  }
}

/** An example, property by property; one of a single place has one value for each. */
export function classExample({ example }: FoundClass, { places }: FindReport): readonly string[] {
  const { before, after } = example.request
  const names: SideNames = { before: places[0]?.region ?? '', after: places[1]?.region ?? '' }
  return exampleWords({ ...example, request: { before, after: places.length === 1 ? before : after } }, names)
}
