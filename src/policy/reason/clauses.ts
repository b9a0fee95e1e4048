import type { SatLiteral } from './literal.ts'

/** The number of a clause: where it starts in the store. */
export type Clause = number

/** No clause: nothing follows from it. */
export const noClause: Clause = -1

/** In place of a literal: the clause does not watch here any more. */
const moved = -1

/**
 * Clauses, one behind the other in one array, and which of them to look at when a literal is lost: each clause is watched
 * by its first two literals, so that the others need not be looked at as long as these may hold.
 */
export class Clauses {
  #store = new Int32Array(1 << 16)
  #end = 0
  /**
   * By literal: clauses that watch it, each with another literal of it, which often shows that it holds. One of two
   * literals stands there as a number below zero: the other literal says all, so that the store need not be read.
   */
  readonly #watches: number[][] = []

  /** Makes room for the two literals of a variable. */
  addVariable(): void {
    this.#watches.push([], [])
  }

  /** Keeps a clause of at least two literals and watches its first two. */
  add(literals: readonly SatLiteral[]): Clause {
    const clause = this.#end
    this.#makeRoom(literals.length + 1)
    this.#store[this.#end++] = literals.length
    for (const literal of literals) this.#store[this.#end++] = literal
    const [first = 0, second = 0] = literals
    const entry = literals.length === 2 ? ~clause : clause
    this.#watches[first]?.push(entry, second)
    this.#watches[second]?.push(entry, first)
    return clause
  }

  /** How many literals a clause has. */
  sizeOf(clause: Clause): number {
    return this.#store[clause] ?? 0
  }

  /** A literal of a clause by its position. */
  literalOf(clause: Clause, at: number): SatLiteral {
    return this.#store[clause + 1 + at] ?? 0
  }

  /**
   * Looks at what watches a literal that is lost: finds another literal to watch, or tells that the first literal of a
   * clause is all that is left. Returns a clause of which nothing is left.
   */
  visit(lost: SatLiteral, values: Int8Array, imply: (literal: SatLiteral, clause: Clause) => void): Clause {
    const watching = this.#watches[lost] ?? []
    const end = watching.length
    let kept = 0
    for (let at = 0; at < end; at += 2) {
      const entry = watching[at] ?? 0
      const other = watching[at + 1] ?? 0
      const first = entry < 0 || values[other] === 1 ? other : this.#firstLeft(entry, lost, values)
      if (first === moved) continue
      watching[kept++] = entry
      watching[kept++] = first
      if (values[first] === 1) continue
      const clause = entry < 0 ? ~entry : entry
      if (values[first] === -1) {
        keep(watching, kept, at + 2)
        return clause
      }
      imply(first, clause)
    }
    keep(watching, kept, end)
    return noClause
  }

  /** The other of the two literals that watch a clause, unless it is watched by another one from now on. */
  #firstLeft(clause: Clause, lost: SatLiteral, values: Int8Array): SatLiteral {
    const first = this.#firstBut(clause, lost)
    return values[first] !== 1 && this.#isMoved(clause, first, values) ? moved : first
  }

  /** The other of the two literals that watch a clause; it stands first afterwards. */
  #firstBut(clause: Clause, lost: SatLiteral): SatLiteral {
    const store = this.#store
    if (store[clause + 1] === lost) {
      store[clause + 1] = store[clause + 2] ?? 0
      store[clause + 2] = lost
    }
    return store[clause + 1] ?? 0
  }

  #isMoved(clause: Clause, first: SatLiteral, values: Int8Array): boolean {
    const store = this.#store
    const end = clause + 1 + (store[clause] ?? 0)
    for (let at = clause + 3; at < end; at++) {
      const literal = store[at] ?? 0
      if (values[literal] === -1) continue
      store[at] = store[clause + 2] ?? 0
      store[clause + 2] = literal
      this.#watches[literal]?.push(clause, first)
      return true
    }
    return false
  }

  #makeRoom(count: number): void {
    if (this.#end + count <= this.#store.length) return
    const larger = new Int32Array(2 * this.#store.length + count)
    larger.set(this.#store)
    this.#store = larger
  }
}

/** Drops what stands between what is kept and the rest. */
function keep(watching: number[], kept: number, rest: number): void {
  // Most often all of them go on watching, and setting the length costs as much as looking at several.
  if (kept === rest) return
  watching.copyWithin(kept, rest)
  watching.length -= rest - kept
}
