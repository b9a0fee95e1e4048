import { noClause, type Clause, type Clauses } from './clauses.ts'
import { opposite, type SatLiteral } from './literal.ts'
import type { Order } from './order.ts'
import type { Trail } from './trail.ts'

/** Finds out what dead ends have to do with. */
export class DeadEnds {
  readonly #trail: Trail
  readonly #clauses: Clauses
  readonly #order: Order
  /** By variable: 1 = the dead end that is looked at has to do with it. */
  #seen = new Uint8Array(1 << 9)
  /** The variables for which that is noted. */
  #touched: number[] = []

  constructor(trail: Trail, clauses: Clauses, order: Order) {
    this.#trail = trail
    this.#clauses = clauses
    this.#order = order
  }

  /**
   * The clause to remember of a dead end, given one of which nothing holds: the first literal is what the last decision led to
   * that alone would have been enough (the first unique implication point), the others were lost before that decision.
   */
  lessonOf(conflict: Clause): SatLiteral[] {
    const trail = this.#trail
    if (this.#seen.length < trail.values.length / 2) this.#seen = new Uint8Array(trail.values.length / 2)
    const lost: SatLiteral[] = []
    let open = 0
    let reason = conflict
    let place = trail.length
    let point: SatLiteral = 0
    do {
      for (let index = 0; index < this.#clauses.sizeOf(reason); index++) {
        const literal = this.#clauses.literalOf(reason, index)
        const variable = literal >> 1
        if (!this.#isNew(variable) || trail.valueOf(literal) === 1) continue
        this.#note(variable)
        this.#order.bump(variable)
        if (trail.levelOf(variable) === trail.level) open++
        else lost.push(literal)
      }
      do point = trail.at(--place)
      while (this.#seen[point >> 1] !== 1)
      reason = trail.reasonOf(point >> 1)
    } while (--open > 0)
    const needed = lost.filter((literal) => !this.#followsFromOthers(literal))
    this.#forget(0)
    this.#order.decay()
    return [opposite(point), ...needed]
  }

  /** Whether a literal of a dead end is a conclusion from others of it, so that it need not be remembered. */
  #followsFromOthers(literal: SatLiteral): boolean {
    const known = this.#touched.length
    const open = [literal]
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      const reason = this.#trail.reasonOf(one >> 1)
      if (reason === noClause) {
        this.#forget(known)
        return false
      }
      for (let index = 0; index < this.#clauses.sizeOf(reason); index++) {
        const other = this.#clauses.literalOf(reason, index)
        const variable = other >> 1
        if (!this.#isNew(variable) || variable === one >> 1) continue
        this.#note(variable)
        open.push(other)
      }
    }
    return true
  }

  /** Whether nothing is noted of a variable that does not hold whatever is decided. */
  #isNew(variable: number): boolean {
    return this.#seen[variable] !== 1 && this.#trail.levelOf(variable) !== 0
  }

  #note(variable: number): void {
    this.#seen[variable] = 1
    this.#touched.push(variable)
  }

  /** Forgets what was noted after the first so many. */
  #forget(known: number): void {
    for (let at = known; at < this.#touched.length; at++) this.#seen[this.#touched[at] ?? 0] = 0
    this.#touched.length = known
  }
}
