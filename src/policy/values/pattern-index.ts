import { fits, headOf, tailOf, type Pattern } from './pattern.ts'

/** What belongs to patterns, found by a text that fits them; asking costs little however many patterns there are. */
export class PatternIndex<Held> {
  readonly #tails = new Ends<Held>(true)
  readonly #heads = new Ends<Held>(false)
  readonly #rest: Entry<Held>[] = []

  /** Adds what belongs to a pattern. */
  add(pattern: Pattern, held: Held): void {
    const [head, tail] = [headOf(pattern), tailOf(pattern)]
    if (tail !== '') this.#tails.add(tail, { pattern, held })
    else if (head !== '') this.#heads.add(head, { pattern, held })
    else this.#rest.push({ pattern, held })
  }

  /** Calls back with all that belongs to patterns which the text fits. */
  each(text: string, found: (held: Held) => void): void {
    this.#tails.each(text, found)
    this.#heads.each(text, found)
    for (const { pattern, held } of this.#rest) if (fits(pattern, text)) found(held)
  }
}

interface Entry<Held> {
  readonly pattern: Pattern
  readonly held: Held
}

/**
 * Patterns by the literal characters at an end that a text must share with them. The characters of a text are read once,
 * towards the middle, and make a number at each step; patterns whose end makes the same number are asked.
 */
class Ends<Held> {
  readonly #entries = new Map<number, Entry<Held>[]>()
  /** By length: whether an end is as long. */
  readonly #lengths: boolean[] = [false]
  readonly #isBackwards: boolean
  #table: Table<Held> | undefined

  constructor(isBackwards: boolean) {
    this.#isBackwards = isBackwards
  }

  add(end: string, entry: Entry<Held>): void {
    let number = 0
    for (let length = 1; length <= end.length; length++) {
      number = next(number, this.#codeAt(end, length))
      this.#lengths[length] ??= false
    }
    this.#lengths[end.length] = true
    const known = this.#entries.get(number)
    if (known === undefined) this.#entries.set(number, [entry])
    else known.push(entry)
    this.#table = undefined
  }

  each(text: string, found: (held: Held) => void): void {
    const longest = Math.min(text.length, this.#lengths.length - 1)
    if (longest === 0) return
    const { numbers, entries } = (this.#table ??= tableOf(this.#entries))
    let number = 0
    for (let length = 1; length <= longest; length++) {
      number = next(number, this.#codeAt(text, length))
      if (this.#lengths[length] !== true) continue
      for (let slot = number & (numbers.length - 1); numbers[slot] !== -1; slot = (slot + 1) & (numbers.length - 1)) {
        if (numbers[slot] !== number) continue
        for (const { pattern, held } of entries[slot] ?? []) if (fits(pattern, text)) found(held)
        break
      }
    }
  }

  #codeAt(text: string, length: number): number {
    return text.charCodeAt(this.#isBackwards ? text.length - length : length - 1)
  }
}

/** Entries by their numbers, in slots of which most are free: a number that is not there is seen at once. */
interface Table<Held> {
  readonly numbers: Int32Array
  readonly entries: readonly (readonly Entry<Held>[] | undefined)[]
}

function tableOf<Held>(byNumber: ReadonlyMap<number, readonly Entry<Held>[]>): Table<Held> {
  let size = 4
  while (size < 3 * byNumber.size) size *= 2
  const numbers = new Int32Array(size).fill(-1)
  const entries: (readonly Entry<Held>[] | undefined)[] = Array.from({
    length: size,
  })
  for (const [number, own] of byNumber) {
    let slot = number & (size - 1)
    while (numbers[slot] !== -1) slot = (slot + 1) & (size - 1)
    numbers[slot] = number
    entries[slot] = own
  }
  return { numbers, entries }
}

/** The number of an end that is one character longer; never negative. */
function next(number: number, code: number): number {
  const mixed = Math.imul(number ^ code, 0x01000193)
  return (mixed ^ (mixed >>> 15)) & 0x3fffffff
}
