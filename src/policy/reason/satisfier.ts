import { Clauses, noClause, type Clause } from './clauses.ts'
import { opposite, type SatLiteral } from './literal.ts'
import { Order } from './order.ts'
import { luby } from './restarts.ts'

/** Conflicts after which a question is given up. */
const EFFORT = 50_000

/** Conflicts after which the first new start is made. */
const PATIENCE = 64

/**
 * Searches for truths of variables for which gates are open as they are asked to be, and learns a clause from each dead end.
 * Only what has to do with the question is decided: a gate that has to be shut is shut by one of its sides, and what
 * nobody needs stays open. Clauses may be added between questions; they have to follow from what the variables mean, so
 * that what stays open can always be completed.
 */
export class Satisfier {
  readonly #clauses = new Clauses()
  readonly #order = new Order()
  /** How many variables there are; what is kept by variable or by literal has room for more. */
  #count = 0
  /** By literal: 1 = it holds, -1 = its opposite does, 0 = nothing is said. */
  #values = new Int8Array(1 << 10)
  /** By variable: the two literals that a gate joins; -1 for a variable that is no gate. */
  readonly #sides: (readonly [left: SatLiteral, right: SatLiteral] | undefined)[] = []
  /** By literal: 1 = it was lost when something was said of it last. */
  #wasLost = new Uint8Array(1 << 10)
  /** By variable: the decision that it was said after, and the clause that it follows from. */
  #levels = new Int32Array(1 << 9)
  #reasons = new Int32Array(1 << 9)
  /** What was said, in order, and how much that is. */
  #trail = new Int32Array(1 << 9)
  #said = 0
  /** By level: where in the trail it starts, and as far as where it was seen to that shut gates have a reason. */
  readonly #starts: number[] = []
  readonly #justified: number[] = []
  /** By variable: 1 = the dead end that is looked at has to do with it. */
  #seen = new Uint8Array(1 << 9)
  /** What was assumed last, and by position: the level at which it was seen to. */
  #assumed: readonly SatLiteral[] = []
  readonly #assumedAt: number[] = []
  #read = 0
  #next = 0
  #isBroken = false

  /** A new variable. */
  variable(): SatLiteral {
    return this.#made(undefined)
  }

  /** A new variable that holds where two literals do. */
  gate(left: SatLiteral, right: SatLiteral): SatLiteral {
    const both = this.#made([left, right])
    this.add([opposite(both), left])
    this.add([opposite(both), right])
    this.add([both, opposite(left), opposite(right)])
    return both
  }

  #made(sides: readonly [SatLiteral, SatLiteral] | undefined): SatLiteral {
    const variable = this.#count++
    if (variable >= this.#levels.length) this.#makeRoom()
    this.#sides.push(sides)
    this.#reasons[variable] = noClause
    this.#clauses.addVariable()
    return 2 * variable
  }

  #makeRoom(): void {
    const by = this.#levels.length
    this.#values = filled(new Int8Array(4 * by), this.#values)
    this.#wasLost = filled(new Uint8Array(4 * by), this.#wasLost)
    this.#levels = filled(new Int32Array(2 * by), this.#levels)
    this.#reasons = filled(new Int32Array(2 * by), this.#reasons)
    this.#trail = filled(new Int32Array(2 * by), this.#trail)
    this.#seen = filled(new Uint8Array(2 * by), this.#seen)
  }

  /** 1 = a literal holds in what was found last, -1 = its opposite does, 0 = neither is needed. */
  valueOf(literal: SatLiteral): number {
    return this.#values[literal] ?? 0
  }

  /** Adds a clause: one of its literals holds. What was found so far stays as far as it agrees with it. */
  add(clause: readonly SatLiteral[]): void {
    const literals = [...new Set(clause)].filter((literal) => !this.#isSettled(literal, -1))
    if (literals.some((one) => literals.includes(opposite(one)) || this.#isSettled(one, 1))) return
    // What is not lost first, then what is lost last: these two are watched.
    const lastOf = (one: SatLiteral): number => (this.#values[one] === -1 ? this.#levelOf(one) : Infinity)
    literals.sort((left, right) => lastOf(right) - lastOf(left))
    const [first, second] = literals
    if (first === undefined) this.#isBroken = true
    else if (second === undefined) {
      this.#backTo(0)
      this.#set(first, noClause)
    } else {
      // A clause of which nothing or one literal is left would have said so earlier.
      if (this.#values[second] === -1) this.#backTo(Math.max(0, this.#levelOf(second) - 1))
      this.#clauses.add(literals)
    }
  }

  /** Whether the clauses can be satisfied where the assumed literals hold; undefined = given up. */
  solve(assumed: readonly SatLiteral[]): boolean | undefined {
    this.#assume(assumed)
    let conflicts = 0
    let [restarts, restart] = [1, PATIENCE]
    while (!this.#isBroken) {
      const conflict = this.#propagate()
      if (conflict !== noClause) {
        if (this.#starts.length === 0) this.#isBroken = true
        else if (++conflicts > EFFORT) return undefined
        else this.#learn(conflict)
        if (conflicts < restart) continue
        // What was decided early may be what is wrong: a new start decides first what dead ends were about.
        restart += PATIENCE * luby(++restarts)
        this.#backTo(0)
        continue
      }
      const next = this.#nextAssumed() ?? this.#choose()
      if (next === undefined) return true
      if (next === 'refuted') return false
      this.#starts.push(this.#said)
      this.#justified.push(this.#next)
      this.#set(next, noClause)
    }
    return false
  }

  /** Goes back to where what is assumed now departs from what was assumed last. */
  #assume(assumed: readonly SatLiteral[]): void {
    const departs = assumed.findIndex((one, at) => one !== this.#assumed[at])
    if (departs < 0 && assumed.length === this.#assumed.length) return
    const common = departs < 0 ? assumed.length : departs
    this.#assumedAt.length = Math.min(common, this.#assumedAt.length)
    this.#backTo(this.#assumedAt.at(-1) ?? 0)
    this.#assumed = assumed
  }

  #nextAssumed(): SatLiteral | 'refuted' | undefined {
    while (this.#assumedAt.length < this.#assumed.length) {
      const literal = this.#assumed[this.#assumedAt.length] ?? 0
      const value = this.#values[literal]
      if (value === -1) return 'refuted'
      this.#assumedAt.push(this.#starts.length + (value === 0 ? 1 : 0))
      if (value === 0) return literal
    }
    return undefined
  }

  /** What shuts the first gate that has to be shut and is not yet; nothing where all are. */
  #choose(): SatLiteral | undefined {
    for (; this.#next < this.#said; this.#next++) {
      const literal = this.#trail[this.#next] ?? 0
      const sides = (literal & 1) === 1 ? this.#sides[literal >> 1] : undefined
      if (sides === undefined) continue
      const [left, right] = sides
      if (this.#values[left] !== -1 && this.#values[right] !== -1)
        return this.#hottest() ?? opposite(this.#betterLost(left, right))
    }
    return undefined
  }

  /**
   * The variable that dead ends were about most, as it was last: what was found once mostly still fits, and what dead ends
   * have led to is not undone by a new start. "No" first, because a request in no list is the simplest one.
   */
  #hottest(): SatLiteral | undefined {
    for (let variable = this.#order.take(); variable !== undefined; variable = this.#order.take()) {
      const no = 2 * variable + 1
      if (this.#values[no] === 0) return this.#wasLost[no] === 1 ? opposite(no) : no
    }
    return undefined
  }

  /** The one that was lost before; else a "no", because a request in no list is the simplest one. */
  #betterLost(left: SatLiteral, right: SatLiteral): SatLiteral {
    if (this.#wasLost[left] === 1) return left
    if (this.#wasLost[right] === 1) return right
    return (left & 1) === 1 && (right & 1) === 0 ? right : left
  }

  /** Whether a literal is known, whatever is decided. */
  #isSettled(literal: SatLiteral, value: 1 | -1): boolean {
    return this.#values[literal] === value && this.#levelOf(literal) === 0
  }

  readonly #set = (literal: SatLiteral, reason: Clause): void => {
    const variable = literal >> 1
    this.#values[literal] = 1
    this.#values[opposite(literal)] = -1
    this.#wasLost[literal] = 0
    this.#wasLost[opposite(literal)] = 1
    this.#levels[variable] = this.#starts.length
    this.#reasons[variable] = reason
    this.#trail[this.#said++] = literal
  }

  /** Draws conclusions; returns a clause of which nothing holds any more. */
  #propagate(): Clause {
    while (this.#read < this.#said) {
      const lost = opposite(this.#trail[this.#read++] ?? 0)
      const conflict = this.#clauses.visit(lost, this.#values, this.#set)
      if (conflict !== noClause) return conflict
    }
    return noClause
  }

  /** Finds the decision behind a dead end, remembers it as a clause, and goes back to where it says something. */
  #learn(conflict: Clause): void {
    const learnt: SatLiteral[] = []
    const touched: number[] = []
    let open = 0
    let reason = conflict
    let at = this.#said
    let uip: SatLiteral = 0
    do {
      for (let index = 0; index < this.#clauses.sizeOf(reason); index++) {
        const literal = this.#clauses.literalOf(reason, index)
        const variable = literal >> 1
        if (this.#seen[variable] === 1 || this.#levels[variable] === 0 || this.#values[literal] === 1) continue
        this.#seen[variable] = 1
        touched.push(variable)
        this.#order.bump(variable)
        if (this.#levels[variable] === this.#starts.length) open++
        else learnt.push(literal)
      }
      do uip = this.#trail[--at] ?? 0
      while (this.#seen[uip >> 1] !== 1)
      reason = this.#reasons[uip >> 1] ?? noClause
    } while (--open > 0)
    const needed = learnt.filter((literal) => !this.#followsFromOthers(literal, touched))
    for (const variable of touched) this.#seen[variable] = 0
    this.#order.decay()
    this.#resume([opposite(uip), ...needed])
  }

  /** Whether a literal of a dead end is a conclusion from others of it, so that it need not be remembered. */
  #followsFromOthers(literal: SatLiteral, touched: number[]): boolean {
    const known = touched.length
    const open = [literal]
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      const reason = this.#reasons[one >> 1] ?? noClause
      if (reason === noClause) {
        for (const variable of touched.splice(known)) this.#seen[variable] = 0
        return false
      }
      for (let index = 0; index < this.#clauses.sizeOf(reason); index++) {
        const other = this.#clauses.literalOf(reason, index)
        const variable = other >> 1
        if (this.#seen[variable] === 1 || this.#levels[variable] === 0 || variable === one >> 1) continue
        this.#seen[variable] = 1
        touched.push(variable)
        open.push(other)
      }
    }
    return true
  }

  #resume(learnt: SatLiteral[]): void {
    let deepest = 1
    for (let at = 2; at < learnt.length; at++)
      if (this.#levelOf(learnt[at]) > this.#levelOf(learnt[deepest])) deepest = at
    if (learnt.length > 1) [learnt[1], learnt[deepest]] = [learnt[deepest] ?? 0, learnt[1] ?? 0]
    this.#backTo(learnt.length > 1 ? this.#levelOf(learnt[1]) : 0)
    this.#set(learnt[0] ?? 0, learnt.length > 1 ? this.#clauses.add(learnt) : noClause)
  }

  #levelOf(literal: SatLiteral | undefined): number {
    return this.#levels[(literal ?? 0) >> 1] ?? 0
  }

  #backTo(level: number): void {
    if (this.#starts.length <= level) return
    const start = this.#starts[level] ?? 0
    for (let at = start; at < this.#said; at++) {
      const literal = this.#trail[at] ?? 0
      this.#values[literal] = 0
      this.#values[opposite(literal)] = 0
      this.#order.put(literal >> 1)
    }
    this.#said = start
    this.#starts.length = level
    this.#read = Math.min(this.#read, start)
    this.#next = this.#justified[level] ?? 0
    this.#justified.length = level
    while ((this.#assumedAt.at(-1) ?? 0) > level) this.#assumedAt.pop()
  }
}

/** A larger array that begins as a smaller one. */
function filled<Values extends Int8Array | Uint8Array | Int32Array>(larger: Values, smaller: Values): Values {
  larger.set(smaller)
  return larger
}
