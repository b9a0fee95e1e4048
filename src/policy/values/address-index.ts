import { familyOf } from './addresses.ts'
import type { Span } from './spans.ts'

/** What belongs to ranges of addresses, found by an address within them: each range is cut into blocks of powers of two. */
export class AddressIndex<Held> {
  /** By the size of the blocks and their number; those of IPv4 apart, because plain numbers are found faster. */
  readonly #four = new Map<number, Map<number, Held[]>>()
  readonly #six = new Map<bigint, Map<bigint, Held[]>>()

  /** Adds what belongs to a range, which lies in one family. */
  add([from, to]: Span, held: Held): void {
    const { start, width } = familyOf(from)
    for (let at = from - start; at <= to - start;) {
      let size = 1n
      while (size < 1n << width && at % (size * 2n) === 0n && at + size * 2n - 1n <= to - start) size *= 2n
      if (start === 0n) put(this.#four, Number(size), Number(at / size), held)
      else put(this.#six, size, at / size, held)
      at += size
    }
  }

  /** Calls back with all that belongs to ranges around an address. */
  each(address: bigint, found: (held: Held) => void): void {
    const { start } = familyOf(address)
    if (start === 0n) return this.eachOfFour(Number(address), found)
    for (const [size, blocks] of this.#six) for (const held of blocks.get((address - start) / size) ?? []) found(held)
  }

  /** The same for the number of an IPv4 address. */
  eachOfFour(address: number, found: (held: Held) => void): void {
    for (const [size, blocks] of this.#four) {
      const all = blocks.get(Math.floor(address / size))
      if (all !== undefined) for (const held of all) found(held)
    }
  }
}

function put<Key, Held>(index: Map<Key, Map<Key, Held[]>>, size: Key, block: Key, held: Held): void {
  const blocks = index.get(size) ?? new Map<Key, Held[]>()
  index.set(size, blocks)
  const known = blocks.get(block)
  if (known === undefined) blocks.set(block, [held])
  else known.push(held)
}
