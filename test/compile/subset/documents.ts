import { between } from '../../../bench/random.ts'
import { KEYS, SCALARS } from './oddities.ts'

type Random = () => number

const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const found = items[Math.floor(random() * items.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}

/** Values that the subset surely reads, so that documents get deep before something odd comes. */
const PLAIN = [
  'a',
  '10.0.0.1',
  '7',
  'true',
  "'q'",
  '[a, b]',
  '{ a: 1 }',
  'two words',
  '2040-03-31',
  '1.5',
  'fe80::1',
  'null',
]

/** A document by the shape of a fleet's files, with an oddity now and then. */
export function document(random: Random): string {
  const lines: string[] = []
  block(random, lines, 0, 0)
  return lines.join('\n') + pick(random, ['\n', '\n', '', '\n\n', '\n# end', ' ', '\n  '])
}

function block(random: Random, lines: string[], column: number, depth: number): void {
  const isList = depth > 0 && random() < 0.3
  const pad = ' '.repeat(column)
  const size = between(random, 1, 4)
  for (let index = 0; index < size; index++) {
    if (random() < 0.08) lines.push(pick(random, ['', '  ', '# c', `${pad}# c`, `${pad}  # c`]))
    const odd = random() < 0.06
    const lead = isList ? `${pad}-` : `${pad}${odd && random() < 0.5 ? pick(random, KEYS) : `k${index}`}:`
    entry(random, lines, lead, column, depth, isList, odd)
  }
}

function entry(
  random: Random,
  lines: string[],
  lead: string,
  column: number,
  depth: number,
  isList: boolean,
  odd: boolean,
): void {
  const comment = random() < 0.1 ? pick(random, [' # c', '  # c: d', ' #', '#c']) : ''
  const inside = column + pick(random, [2, 2, 2, 2, 4, 1])
  if (depth < 4 && random() < 0.35) {
    if (isList && random() < 0.5) {
      const nested: string[] = []
      block(random, nested, column + 2, 1)
      lines.push(`${lead} ${nested.join('\n').trimStart()}`)
      return
    }
    lines.push(lead + comment)
    block(random, lines, odd || random() < 0.1 ? column : inside, depth + 1)
    return
  }
  lines.push(`${lead}${pick(random, [' ', ' ', ' ', ' ', '  '])}${pick(random, odd ? SCALARS : PLAIN)}${comment}`)
  if (random() < 0.01) lines.push(`${' '.repeat(inside)}${pick(random, SCALARS)}`)
}

/** Lines of any keys and values at any column: mostly nonsense, which both readers have to agree on. */
export function soup(random: Random): string {
  return Array.from({ length: between(random, 1, 6) }, () => {
    const lead = pick(random, ['', '', '', '  ', '  ', '- ', '  - ', '    ', ' ', '- - '])
    const key = random() < 0.75 ? `${pick(random, KEYS)}:${pick(random, [' ', ' ', ' ', ' ', '', '  '])}` : ''
    return `${lead}${key}${random() < 0.3 ? '' : pick(random, SCALARS)}`
  }).join(pick(random, ['\n', '\n', '\n', '\n', '\r\n', '\n\n']))
}

const CHARACTERS = [
  ...Array.from(' \n:#-,[]{}\'"&*!|>?%@`~\t\r\\.0a1'),
  ': ',
  ' #',
  '- ',
  '\n  ',
  "''",
  '\n\n',
  '---\n',
  '...\n',
  '\u0085',
  '\u00ad',
]

/** The text with one to three small damages: a character lost, put in, repeated, or a line moved. */
export function damaged(random: Random, text: string): string {
  let result = text
  for (let count = between(random, 1, 3); count > 0; count--) {
    const at = between(random, 0, result.length)
    const end = Math.min(result.length, at + between(random, 1, 3))
    const kind = random()
    if (kind < 0.4) result = result.slice(0, at) + pick(random, CHARACTERS) + result.slice(at)
    else if (kind < 0.75) result = result.slice(0, at) + result.slice(end)
    else result = result.slice(0, at) + result.slice(at, at + between(random, 1, 12)) + result.slice(at)
  }
  return result
}
