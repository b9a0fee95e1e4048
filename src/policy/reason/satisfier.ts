import { Clauses, noClause, type Clause } from './clauses.ts'
import { DeadEnds } from './dead-ends.ts'
import { opposite, type SatLiteral } from './literal.ts'
import { Order } from './order.ts'
import { luby } from './restarts.ts'
import { Trail } from './trail.ts'

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
  readonly #trail = new Trail()
  readonly #deadEnds = new DeadEnds(this.#trail, this.#clauses, this.#order)
  /** By variable: the two literals that a gate joins; none for a variable that is no gate. */
  readonly #sides: (readonly [left: SatLiteral, right: SatLiteral] | undefined)[] = []
  /** As far as where in the trail conclusions were drawn, and as far as where shut gates have a reason; by level, where that was. */
  #read = 0
  #next = 0
  readonly #justified: number[] = []
  /** What was assumed last, and by position: the level at which it was seen to. */
  #assumed: readonly SatLiteral[] = []
  readonly #assumedAt: number[] = []
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
    this.#sides.push(sides)
    this.#clauses.addVariable()
    return 2 * this.#trail.addVariable()
  }

  /** 1 = a literal holds in what was found last, -1 = its opposite does, 0 = neither is needed. */
  valueOf(literal: SatLiteral): number {
    return this.#trail.valueOf(literal)
  }

  /** Adds a clause: one of its literals holds. What was found so far stays as far as it agrees with it. */
  add(clause: readonly SatLiteral[]): void {
    const trail = this.#trail
    const literals = [...new Set(clause)].filter((literal) => !trail.isSettled(literal, -1))
    if (literals.some((one) => literals.includes(opposite(one)) || trail.isSettled(one, 1))) return
    // What is not lost first, then what is lost last: these two are watched.
    const lastOf = (one: SatLiteral): number => (trail.valueOf(one) === -1 ? trail.levelOf(one >> 1) : Infinity)
    literals.sort((left, right) => lastOf(right) - lastOf(left))
    const [first, second] = literals
    if (first === undefined) this.#isBroken = true
    else if (second === undefined) {
      this.#backTo(0)
      trail.say(first, noClause)
    } else {
      // A clause of which nothing or one literal is left would have said so earlier.
      if (trail.valueOf(second) === -1) this.#backTo(Math.max(0, trail.levelOf(second >> 1) - 1))
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
        if (this.#trail.level === 0) this.#isBroken = true
        else if (++conflicts > EFFORT) return undefined
        else this.#learn(this.#deadEnds.lessonOf(conflict))
        if (conflicts < restart) continue
        // What was decided early may be what is wrong: a new start decides first what dead ends were about.
        restart += PATIENCE * luby(++restarts)
        this.#backTo(0)
        continue
      }
      const next = this.#nextAssumed() ?? this.#choose()
      if (next === undefined) return true
      if (next === 'refuted') return false
      this.#justified.push(this.#next)
      this.#trail.decide(next)
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
      const value = this.#trail.valueOf(literal)
      if (value === -1) return 'refuted'
      this.#assumedAt.push(this.#trail.level + (value === 0 ? 1 : 0))
      if (value === 0) return literal
    }
    return undefined
  }

  /** What shuts the first gate that has to be shut and is not yet; nothing where all are. */
  #choose(): SatLiteral | undefined {
    const trail = this.#trail
    for (; this.#next < trail.length; this.#next++) {
      const literal = trail.at(this.#next)
      const sides = (literal & 1) === 1 ? this.#sides[literal >> 1] : undefined
      if (sides === undefined) continue
      const [left, right] = sides
      if (trail.valueOf(left) !== -1 && trail.valueOf(right) !== -1)
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
      if (this.#trail.valueOf(no) === 0) return this.#trail.wasLost(no) ? opposite(no) : no
    }
    return undefined
  }

  /** The one that was lost before; else a "no", because a request in no list is the simplest one. */
  #betterLost(left: SatLiteral, right: SatLiteral): SatLiteral {
    if (this.#trail.wasLost(left)) return left
    if (this.#trail.wasLost(right)) return right
    return (left & 1) === 1 && (right & 1) === 0 ? right : left
  }

  /** Draws conclusions; returns a clause of which nothing holds any more. */
  #propagate(): Clause {
    const trail = this.#trail
    const { values, say } = trail
    while (this.#read < trail.length) {
      const lost = opposite(trail.at(this.#read++))
      const conflict = this.#clauses.visit(lost, values, say)
      if (conflict !== noClause) return conflict
    }
    return noClause
  }

  /** Remembers a clause, and goes back to where it says something. */
  #learn(lesson: SatLiteral[]): void {
    const levelAt = (at: number): number => this.#trail.levelOf((lesson[at] ?? 0) >> 1)
    let deepest = 1
    for (let at = 2; at < lesson.length; at++) if (levelAt(at) > levelAt(deepest)) deepest = at
    if (lesson.length > 1) [lesson[1], lesson[deepest]] = [lesson[deepest] ?? 0, lesson[1] ?? 0]
    this.#backTo(lesson.length > 1 ? levelAt(1) : 0)
    this.#trail.say(lesson[0] ?? 0, lesson.length > 1 ? this.#clauses.add(lesson) : noClause)
  }

  #backTo(level: number): void {
    if (this.#trail.level <= level) return
    this.#trail.backTo(level, this.#undecided)
    this.#read = Math.min(this.#read, this.#trail.length)
    this.#next = this.#justified[level] ?? 0
    this.#justified.length = level
    while ((this.#assumedAt.at(-1) ?? 0) > level) this.#assumedAt.pop()
  }

  readonly #undecided = (variable: number): void => this.#order.put(variable)
}
