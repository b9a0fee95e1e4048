import { familyOf } from './addresses.ts'
import type { Span } from './spans.ts'

/** What belongs to ranges of addresses, found by an address within them: each range is cut into blocks of powers of two. */
export class AddressIndex<Held> {
  /** By the first address of the family and the size of the blocks. */
  readonly #blocks = new Map<bigint, Map<bigint, Map<Key, Held[]>>>()

  /** Adds what belongs to a range, which lies in one family. */
  add([from, to]: Span, held: Held): void {
    const { start, width } = familyOf(from)
    for (let at = from - start; at <= to - start;) {
      let size = 1n
      while (size < 1n << width && at % (size * 2n) === 0n && at + size * 2n - 1n <= to - start) size *= 2n
      const blocks = entryOf(
        entryOf(this.#blocks, start, () => new Map<bigint, Map<Key, Held[]>>()),
        size,
        () => new Map<Key, Held[]>(),
      )
      entryOf(blocks, keyOf(at / size), (): Held[] => []).push(held)
      at += size
    }
  }

  /** Calls back with all that belongs to ranges around an address. */
  each(address: bigint, found: (held: Held) => void): void {
    const { start } = familyOf(address)
    for (const [size, blocks] of this.#blocks.get(start) ?? [])
      for (const held of blocks.get(keyOf((address - start) / size)) ?? []) found(held)
  }
}

/** The number of a block: a plain number where it can be one, which is found faster. */
type Key = number | bigint

function keyOf(block: bigint): Key {
  return block <= 0xffffffffn ? Number(block) : block
}

function entryOf<Name, Entry>(map: Map<Name, Entry>, name: Name, make: () => Entry): Entry {
  const known = map.get(name)
  if (known !== undefined) return known
  const made = make()
  map.set(name, made)
  return made
}
