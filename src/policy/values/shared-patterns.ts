import { any, covers, isLiteral, meets, one, type Pattern } from './pattern.ts'

/** Patterns after which the texts that two patterns share are given up: their wildcards cross in too many ways. */
const MOST = 2_000

/** Patterns that together fit exactly the texts which both patterns fit; undefined where they would be too many. */
export function sharedPatterns(left: Pattern, right: Pattern): readonly Pattern[] | undefined {
  if (!meets(left, right)) return []
  if (isLiteral(left) || covers(right, left)) return [left]
  if (isLiteral(right) || covers(left, right)) return [right]
  const found = new Crossing(left, right).from(0, 0)
  return found === undefined ? undefined : [...found]
}

/** Reads two patterns side by side. */
class Crossing {
  readonly #left: Pattern
  readonly #right: Pattern
  readonly #known = new Map<number, ReadonlySet<Pattern> | undefined>()

  constructor(left: Pattern, right: Pattern) {
    this.#left = left
    this.#right = right
  }

  /** The texts that fit what is left of both. */
  from(at: number, other: number): ReadonlySet<Pattern> | undefined {
    const place = at * (this.#right.length + 1) + other
    if (this.#known.has(place)) return this.#known.get(place)
    const found = this.#found(at, other)
    this.#known.set(place, found)
    return found
  }

  #found(at: number, other: number): ReadonlySet<Pattern> | undefined {
    const [first, second] = [this.#left[at], this.#right[other]]
    if (first === any || second === any) return this.#stretch(at, other)
    if (first === undefined || second === undefined) return new Set(first === second ? [''] : [])
    if (first !== second && first !== one && second !== one) return none
    return after(first === one ? second : first, this.from(at + 1, other + 1))
  }

  /** The shorter of two stretches ends first; what the other one still takes is a stretch as well. */
  #stretch(at: number, other: number): ReadonlySet<Pattern> | undefined {
    const [first, second] = [this.#left[at], this.#right[other]]
    const [onLeft, onRight] = [
      first === undefined ? none : this.from(at + 1, other),
      second === undefined ? none : this.from(at, other + 1),
    ]
    if (first === any && second === any) return after(any, joined(onLeft, onRight))
    return first === any ? joined(onLeft, after(second ?? '', onRight)) : joined(onRight, after(first ?? '', onLeft))
  }
}

const none: ReadonlySet<Pattern> = new Set()

function joined(
  left: ReadonlySet<Pattern> | undefined,
  right: ReadonlySet<Pattern> | undefined,
): ReadonlySet<Pattern> | undefined {
  if (left === undefined || right === undefined || left.size + right.size > MOST) return undefined
  return left.size === 0 ? right : right.size === 0 ? left : new Set([...left, ...right])
}

function after(character: string, rest: ReadonlySet<Pattern> | undefined): ReadonlySet<Pattern> | undefined {
  if (rest === undefined) return undefined
  return new Set(
    [...rest].map((pattern) => (character === any && pattern.startsWith(any) ? pattern : character + pattern)),
  )
}
