import type { PhaseView, ToldPhase } from './phase-view.ts'

/** Steps by hand in a row from which on they are told together. */
const MANY = 3

/**
 * Steps by hand in a row that do the same for one node after another, told together: an upgrade has three for each node of
 * the cluster. Every name is still there, in the order in which it is its turn.
 */
export function alikePhases(phases: readonly ToldPhase[]): readonly PhaseView[] {
  const rows: ToldPhase[][] = []
  for (const phase of phases) {
    const row = rows.at(-1)
    if (row?.[0] !== undefined && isAlike(row[0], phase)) row.push(phase)
    else rows.push([phase])
  }
  return rows.flatMap((row) => (row.length < MANY ? row : [together(row)]))
}

function isAlike(one: ToldPhase, other: ToldPhase): boolean {
  return (
    one.doing !== undefined &&
    one.doing === other.doing &&
    one.verdict === other.verdict &&
    withoutNumbers(one.because) === withoutNumbers(other.because)
  )
}

function together(row: readonly ToldPhase[]): ToldPhase {
  const [first, last] = [row[0], row.at(-1)]
  if (first === undefined || last === undefined) throw new Error('a row of phases was expected')
  const titles = row.map(({ title }) => title.match(WORD) ?? [])
  const ahead = common(titles)
  const behind = common(titles.map((words) => words.slice(ahead).toReversed()))
  const own = titles.map((words) => words.slice(ahead, words.length - behind).join(' '))
  const [words = []] = titles
  return {
    ...first,
    ordinal: `${first.ordinal} to ${last.ordinal}`,
    title: [
      ...words.slice(0, ahead),
      own.filter((part) => part !== '').join(', '),
      ...words.slice(words.length - behind),
    ]
      .join(' ')
      .replace('by hand', 'by hand, one after another'),
    because: fromTo(first.because, last.because),
  }
}

/** How many words all of some sentences begin with. */
function common(sentences: readonly (readonly string[])[]): number {
  const [first = []] = sentences
  const end = first.findIndex((word, index) => sentences.some((words) => words[index] !== word))
  return end === -1 ? first.length : end
}

/** A word of a title; a name in quotes is one. */
const WORD = /"[^"]*"|\S+/g

const NUMBER = /\b\d+\b/g

function withoutNumbers(text: string): string {
  return text.replaceAll(NUMBER, '#')
}

/** The first of several sentences, with the number of the last one beside each number that is not the same there. */
function fromTo(first: string, last: string): string {
  const numbers = last.match(NUMBER) ?? []
  let index = 0
  return first.replaceAll(NUMBER, (number) => {
    const other = numbers[index]
    index += 1
    return other === undefined || other === number ? number : `${number} to ${other}`
  })
}
