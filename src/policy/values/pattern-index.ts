import { fits, headOf, tailOf, type Pattern } from './pattern.ts'

/** What belongs to patterns, found by a text that fits them; asking costs little however many patterns there are. */
export class PatternIndex<Held> {
  readonly #literals = new Map<string, Held[]>()
  readonly #tails = new Ends<Held>()
  readonly #heads = new Ends<Held>()
  readonly #rest: Entry<Held>[] = []

  /** Adds what belongs to a pattern. */
  add(pattern: Pattern, held: Held): void {
    const [head, tail] = [headOf(pattern), tailOf(pattern)]
    if (head.length === pattern.length) push(this.#literals, pattern, held)
    else if (tail !== '') this.#tails.add(tail, { pattern, held })
    else if (head !== '') this.#heads.add(head, { pattern, held })
    else this.#rest.push({ pattern, held })
  }

  /** Calls back with all that belongs to patterns which the text fits. */
  each(text: string, found: (held: Held) => void): void {
    for (const held of this.#literals.get(text) ?? []) found(held)
    this.#tails.each(text, tailOfLength, found)
    this.#heads.each(text, headOfLength, found)
    for (const { pattern, held } of this.#rest) if (fits(pattern, text)) found(held)
  }
}

interface Entry<Held> {
  readonly pattern: Pattern
  readonly held: Held
}

/** Patterns by the literal characters at an end that a text must share with them. */
class Ends<Held> {
  readonly #entries = new Map<string, Entry<Held>[]>()
  readonly #lengths: number[] = []

  add(end: string, entry: Entry<Held>): void {
    if (!this.#lengths.includes(end.length)) this.#lengths.push(end.length)
    push(this.#entries, end, entry)
  }

  each(text: string, endOf: (text: string, length: number) => string, found: (held: Held) => void): void {
    for (const length of this.#lengths) {
      const entries = length <= text.length ? this.#entries.get(endOf(text, length)) : undefined
      if (entries === undefined) continue
      for (const { pattern, held } of entries) if (fits(pattern, text)) found(held)
    }
  }
}

function tailOfLength(text: string, length: number): string {
  return text.slice(text.length - length)
}

function headOfLength(text: string, length: number): string {
  return text.slice(0, length)
}

function push<Held>(map: Map<string, Held[]>, key: string, held: Held): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [held])
  else known.push(held)
}
