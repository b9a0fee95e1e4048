import { noClause, type Clause } from './clauses.ts'
import { opposite, type SatLiteral } from './literal.ts'

/**
 * What is said of variables, in order: which literals hold, after which decision each was said, and which clause it follows
 * from. A level is the number of decisions up to there; level 0 is what holds whatever is decided.
 */
export class Trail {
  #count = 0
  /** By literal: 1 = it holds, -1 = its opposite does, 0 = nothing is said. What is kept by variable or by literal has room for more. */
  #values = new Int8Array(1 << 10)
  /** By literal: 1 = it was lost when something was said of it last. */
  #wasLost = new Uint8Array(1 << 10)
  /** By variable: the decision that it was said after, and the clause that it follows from. */
  #levels = new Int32Array(1 << 9)
  #reasons = new Int32Array(1 << 9)
  /** What was said, in order, and how much that is. */
  #said = new Int32Array(1 << 9)
  #length = 0
  /** By level: where it starts. */
  readonly #starts: number[] = []

  /** Makes room for another variable. */
  addVariable(): number {
    const variable = this.#count++
    if (variable >= this.#levels.length) this.#makeRoom()
    this.#reasons[variable] = noClause
    return variable
  }

  #makeRoom(): void {
    const by = this.#levels.length
    this.#values = filled(new Int8Array(4 * by), this.#values)
    this.#wasLost = filled(new Uint8Array(4 * by), this.#wasLost)
    this.#levels = filled(new Int32Array(2 * by), this.#levels)
    this.#reasons = filled(new Int32Array(2 * by), this.#reasons)
    this.#said = filled(new Int32Array(2 * by), this.#said)
  }

  /** By literal: 1 = it holds, -1 = its opposite does, 0 = nothing is said. Good until the next variable is added. */
  get values(): Int8Array {
    return this.#values
  }

  /** How much was said. */
  get length(): number {
    return this.#length
  }

  /** How many decisions were made. */
  get level(): number {
    return this.#starts.length
  }

  /** What was said at a place. */
  at(place: number): SatLiteral {
    return this.#said[place] ?? 0
  }

  /** 1 = a literal holds, -1 = its opposite does, 0 = nothing is said. */
  valueOf(literal: SatLiteral): number {
    return this.#values[literal] ?? 0
  }

  /** Whether a literal was lost when something was said of it last. */
  wasLost(literal: SatLiteral): boolean {
    return this.#wasLost[literal] === 1
  }

  /** The level at which something was said of a variable. */
  levelOf(variable: number): number {
    return this.#levels[variable] ?? 0
  }

  /** The clause that what was said of a variable follows from; none for a decision. */
  reasonOf(variable: number): Clause {
    return this.#reasons[variable] ?? noClause
  }

  /** Whether a literal is known, whatever is decided. */
  isSettled(literal: SatLiteral, value: 1 | -1): boolean {
    return this.#values[literal] === value && this.levelOf(literal >> 1) === 0
  }

  /** Says that a literal holds. */
  readonly say = (literal: SatLiteral, reason: Clause): void => {
    const variable = literal >> 1
    this.#values[literal] = 1
    this.#values[opposite(literal)] = -1
    this.#wasLost[literal] = 0
    this.#wasLost[opposite(literal)] = 1
    this.#levels[variable] = this.#starts.length
    this.#reasons[variable] = reason
    this.#said[this.#length++] = literal
  }

  /** Decides that a literal holds. */
  decide(literal: SatLiteral): void {
    this.#starts.push(this.#length)
    this.say(literal, noClause)
  }

  /** Takes back what was said above a level, telling each variable of it. */
  backTo(level: number, tell: (variable: number) => void): void {
    const start = this.#starts[level] ?? this.#length
    for (let place = start; place < this.#length; place++) {
      const literal = this.at(place)
      this.#values[literal] = 0
      this.#values[opposite(literal)] = 0
      tell(literal >> 1)
    }
    this.#length = start
    this.#starts.length = Math.min(level, this.#starts.length)
  }
}

/** A larger array that begins as a smaller one. */
function filled<Values extends Int8Array | Uint8Array | Int32Array>(larger: Values, smaller: Values): Values {
  larger.set(smaller)
  return larger
}
