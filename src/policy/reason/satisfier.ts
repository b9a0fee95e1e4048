/** A variable or its opposite: twice the variable, plus one for the opposite. */
export type SatLiteral = number

/** The opposite of a literal. */
export function opposite(literal: SatLiteral): SatLiteral {
  return literal ^ 1
}

const UNSET = 2

/** Conflicts after which a question is given up. */
const EFFORT = 50_000

/**
 * Searches for truths that satisfy clauses, and learns a clause from each dead end. Clauses may be added between
 * questions; each question may assume literals of its own.
 */
export class Satisfier {
  /** 0 = the literal of the variable holds, 1 = its opposite does. */
  readonly #values: number[] = []
  readonly #levels: number[] = []
  readonly #reasons: (readonly SatLiteral[] | undefined)[] = []
  readonly #watches: SatLiteral[][][] = []
  readonly #trail: SatLiteral[] = []
  readonly #starts: number[] = []
  /** Variables that dead ends were about, the latest last; a variable may stand here several times. */
  #hot: number[] = []
  /** All of these from here on have a value. */
  #hotEnd = 0
  /** All variables before this one have a value. */
  #next = 0
  #read = 0
  #isBroken = false

  /** A new variable. */
  variable(): number {
    this.#watches.push([], [])
    this.#levels.push(0)
    this.#reasons.push(undefined)
    return this.#values.push(UNSET) - 1
  }

  /** Whether a literal holds in what was found last. */
  holds(literal: SatLiteral): boolean {
    return this.#values[literal >> 1] === (literal & 1)
  }

  /** Adds a clause: one of its literals holds. */
  add(clause: readonly SatLiteral[]): void {
    this.#backTo(0)
    const left = [...new Set(clause)].filter((literal) => this.#valueOf(literal) !== 0)
    if (left.some((literal) => left.includes(opposite(literal)) || this.#valueOf(literal) === 1)) return
    this.#attach(left)
  }

  /** Whether the clauses can be satisfied where the assumed literals hold; undefined = given up. */
  solve(assumed: readonly SatLiteral[]): boolean | undefined {
    this.#backTo(0)
    let conflicts = 0
    while (!this.#isBroken) {
      const conflict = this.#propagate()
      if (conflict !== undefined) {
        if (this.#starts.length === 0) this.#isBroken = true
        else if (++conflicts > EFFORT) return undefined
        else this.#learn(conflict)
        continue
      }
      const next = this.#nextAssumed(assumed) ?? this.#choose()
      if (next === 'done') return true
      if (next === 'refuted') return false
      this.#starts.push(this.#trail.length)
      this.#set(next, undefined)
    }
    return false
  }

  #nextAssumed(assumed: readonly SatLiteral[]): SatLiteral | 'refuted' | undefined {
    for (const literal of assumed) {
      const value = this.#valueOf(literal)
      if (value === 0) return 'refuted'
      if (value === UNSET) return literal
    }
    return undefined
  }

  /** The variable that a dead end was about last; "no" first, because a request in no list is the simplest one. */
  #choose(): SatLiteral | 'done' {
    while (this.#hotEnd > 0) {
      const variable = this.#hot[this.#hotEnd - 1] ?? 0
      if (this.#values[variable] === UNSET) return variable * 2 + 1
      this.#hotEnd--
    }
    while (this.#next < this.#values.length && this.#values[this.#next] !== UNSET) this.#next++
    return this.#next < this.#values.length ? this.#next * 2 + 1 : 'done'
  }

  /** 1 = holds, 0 = its opposite holds. */
  #valueOf(literal: SatLiteral): number {
    const value = this.#values[literal >> 1] ?? UNSET
    return value === UNSET ? UNSET : value === (literal & 1) ? 1 : 0
  }

  #set(literal: SatLiteral, reason: readonly SatLiteral[] | undefined): void {
    const variable = literal >> 1
    this.#values[variable] = literal & 1
    this.#levels[variable] = this.#starts.length
    this.#reasons[variable] = reason
    this.#trail.push(literal)
  }

  #attach(clause: SatLiteral[]): void {
    const [first, second] = clause
    if (first === undefined) this.#isBroken = true
    else if (second === undefined) {
      if (this.#valueOf(first) === UNSET) this.#set(first, undefined)
    } else {
      this.#watches[first]?.push(clause)
      this.#watches[second]?.push(clause)
    }
  }

  /** Draws conclusions; returns a clause of which nothing holds any more. */
  #propagate(): readonly SatLiteral[] | undefined {
    while (this.#read < this.#trail.length) {
      const lost = opposite(this.#trail[this.#read++] ?? 0)
      const watching = this.#watches[lost] ?? []
      const kept: SatLiteral[][] = []
      this.#watches[lost] = kept
      for (let at = 0; at < watching.length; at++) {
        const clause = watching[at]
        if (clause === undefined || this.#isMoved(clause, lost)) continue
        kept.push(clause)
        const [first = 0] = clause
        if (this.#valueOf(first) === 0) {
          kept.push(...watching.slice(at + 1))
          return clause
        }
        if (this.#valueOf(first) === UNSET) this.#set(first, clause)
      }
    }
    return undefined
  }

  /** Looks for another literal to watch; the one that may be left stands first afterwards. */
  #isMoved(clause: SatLiteral[], lost: SatLiteral): boolean {
    if (clause[0] === lost) [clause[0], clause[1]] = [clause[1] ?? 0, lost]
    if (this.#valueOf(clause[0] ?? 0) === 1) return false
    for (let at = 2; at < clause.length; at++) {
      const literal = clause[at] ?? 0
      if (this.#valueOf(literal) === 0) continue
      ;[clause[1], clause[at]] = [literal, lost]
      this.#watches[literal]?.push(clause)
      return true
    }
    return false
  }

  /** Finds the decision behind a dead end, remembers it as a clause, and goes back to where it says something. */
  #learn(conflict: readonly SatLiteral[]): void {
    const seen = new Set<number>()
    const learnt: SatLiteral[] = []
    let open = 0
    let reason: readonly SatLiteral[] = conflict
    for (let at = this.#trail.length - 1; ; at--) {
      for (const literal of reason) {
        if (!this.#isNews(literal, seen)) continue
        if (this.#levelOf(literal) === this.#starts.length) open++
        else learnt.push(literal)
      }
      while (!seen.has((this.#trail[at] ?? 0) >> 1)) at--
      const literal = this.#trail[at] ?? 0
      if (--open === 0)
        return this.#resume([opposite(literal), ...learnt.filter((one) => !this.#followsFrom(seen, one))])
      reason = this.#reasons[literal >> 1] ?? []
    }
  }

  /** Whether a literal of a reason was decided on, and is met for the first time. */
  #isNews(literal: SatLiteral, seen: Set<number>): boolean {
    const variable = literal >> 1
    if (seen.has(variable) || this.#levelOf(literal) === 0 || this.#valueOf(literal) === 1) return false
    seen.add(variable)
    this.#hot.push(variable)
    return true
  }

  /** Whether a literal of a dead end is a conclusion from others of it, so that it need not be remembered. */
  #followsFrom(seen: ReadonlySet<number>, literal: SatLiteral): boolean {
    const reason = this.#reasons[literal >> 1]
    if (reason === undefined) return false
    return reason.every((one) => one >> 1 === literal >> 1 || seen.has(one >> 1) || this.#levelOf(one) === 0)
  }

  #resume(learnt: SatLiteral[]): void {
    let deepest = 1
    for (let at = 2; at < learnt.length; at++)
      if (this.#levelOf(learnt[at]) > this.#levelOf(learnt[deepest])) deepest = at
    if (learnt.length > 1) [learnt[1], learnt[deepest]] = [learnt[deepest] ?? 0, learnt[1] ?? 0]
    this.#backTo(learnt.length > 1 ? this.#levelOf(learnt[1]) : 0)
    this.#attach(learnt)
    const [first = 0] = learnt
    if (learnt.length > 1) this.#set(first, learnt)
  }

  #levelOf(literal: SatLiteral | undefined): number {
    return this.#levels[(literal ?? 0) >> 1] ?? 0
  }

  #backTo(level: number): void {
    if (this.#starts.length <= level) return
    const start = this.#starts[level] ?? 0
    for (let at = start; at < this.#trail.length; at++) {
      const variable = (this.#trail[at] ?? 0) >> 1
      this.#values[variable] = UNSET
      this.#next = Math.min(this.#next, variable)
    }
    // Only the latest place of a variable counts.
    if (this.#hot.length > 4 * this.#values.length) this.#hot = [...new Set(this.#hot.toReversed())].toReversed()
    this.#hotEnd = this.#hot.length
    this.#trail.length = start
    this.#starts.length = level
    this.#read = Math.min(this.#read, start)
  }
}
