import { EndIndex } from './end-index.ts'
import { fits, headOf, meets, one, tailOf, type Pattern } from './pattern.ts'

/** Patterns that are compared with all of a set before it is worth sorting the set. */
const FEW = 8

/** Texts that fit at least one of some patterns; asking costs little however many patterns there are. */
export class TextSet {
  readonly patterns: readonly Pattern[]
  #index: Index | undefined
  #ends: EndIndex | undefined
  #asked = 0
  #folded: TextSet | undefined
  readonly #named = new Map<string, boolean>()
  #singles: number | undefined

  constructor(patterns: readonly Pattern[]) {
    this.patterns = patterns
  }

  /** Whether the text is in the set. */
  has(text: string): boolean {
    this.#index ??= indexOf(this.patterns)
    const { literals, tails, heads, rest } = this.#index
    if (literals.has(text)) return true
    return (
      found(tails, text, (length) => text.slice(text.length - length)) ||
      found(heads, text, (length) => text.slice(0, length)) ||
      rest.some((pattern) => fits(pattern, text))
    )
  }

  /** The patterns that share a text with one of the given ones, in their order. */
  meeting(others: readonly Pattern[]): readonly Pattern[] {
    this.#asked += others.length
    if (this.#ends === undefined && this.#asked <= FEW)
      return this.patterns.filter((pattern) => others.some((other) => meets(pattern, other)))
    this.#ends ??= new EndIndex(this.patterns)
    const positions = new Set<number>()
    for (const other of others)
      for (const position of this.#ends.near(other))
        if (!positions.has(position) && meets(this.patterns[position] ?? '', other)) positions.add(position)
    if (positions.size === this.patterns.length) return this.patterns
    return [...positions].toSorted((left, right) => left - right).map((position) => this.patterns[position] ?? '')
  }

  /** The same set where upper and lower case are one. */
  get folded(): TextSet {
    this.#folded ??= new TextSet(this.patterns.map((pattern) => pattern.toLowerCase()))
    return this.#folded
  }

  /** Whether a pattern names a character. */
  names(character: string): boolean {
    const known = this.#named.get(character)
    if (known !== undefined) return known
    const isNamed = this.patterns.some((pattern) => pattern.includes(character))
    this.#named.set(character, isNamed)
    return isNamed
  }

  /** The most wildcards for one character that a pattern has. */
  get singles(): number {
    this.#singles ??= this.patterns.reduce((most, pattern) => Math.max(most, pattern.split(one).length - 1), 0)
    return this.#singles
  }
}

/** Patterns by the literal characters at an end that a text must share with them. */
interface Ends {
  readonly lengths: readonly number[]
  readonly patterns: ReadonlyMap<string, readonly Pattern[]>
}

interface Index {
  readonly literals: ReadonlySet<string>
  readonly tails: Ends
  readonly heads: Ends
  readonly rest: readonly Pattern[]
}

function indexOf(patterns: readonly Pattern[]): Index {
  const literals = new Set<string>()
  const tails = new Map<string, Pattern[]>()
  const heads = new Map<string, Pattern[]>()
  const rest: Pattern[] = []
  for (const pattern of patterns) {
    const [head, tail] = [headOf(pattern), tailOf(pattern)]
    if (head.length === pattern.length) literals.add(pattern)
    else if (tail !== '') push(tails, tail, pattern)
    else if (head !== '') push(heads, head, pattern)
    else rest.push(pattern)
  }
  return { literals, tails: endsOf(tails), heads: endsOf(heads), rest }
}

function push(map: Map<string, Pattern[]>, key: string, pattern: Pattern): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [pattern])
  else known.push(pattern)
}

function endsOf(patterns: ReadonlyMap<string, readonly Pattern[]>): Ends {
  return { lengths: [...new Set([...patterns.keys()].map(({ length }) => length))], patterns }
}

function found({ lengths, patterns }: Ends, text: string, end: (length: number) => string): boolean {
  return lengths.some(
    (length) => length <= text.length && (patterns.get(end(length))?.some((pattern) => fits(pattern, text)) ?? false),
  )
}
