import { always, never, type Diagram } from './diagram.ts'
import type { Formulas } from './formula.ts'
import { opposite, type SatLiteral } from './literal.ts'
import { Satisfier } from './satisfier.ts'

/** Formulas as clauses: each part is written once, when it is first asked about. */
export class Encoding {
  readonly #formulas: Formulas
  readonly #satisfier = new Satisfier()
  /** By formula, where it is written down. */
  readonly #literals: (SatLiteral | undefined)[] = []
  readonly #variables = new Map<number, SatLiteral>()
  /** By formula: the last search for reasons that came to it, by its number. */
  readonly #visited: number[] = []
  #round = 0
  /** Variables that are no questions count downwards. */
  #auxiliary = 0

  constructor(formulas: Formulas) {
    this.#formulas = formulas
  }

  /** Whether formulas can hold together, whatever their questions mean; undefined = given up. */
  canHold(nodes: readonly Diagram[]): boolean | undefined {
    if (nodes.includes(never)) return false
    return this.#satisfier.solve(nodes.filter((node) => node !== always).map((node) => this.#literalOf(node)))
  }

  /** Whether a formula holds in what was found last, whatever was left open. */
  holds(node: Diagram): boolean {
    return this.#valueOf(node) === 1
  }

  /** 1 = holds, -1 = does not, 0 = left open. */
  #valueOf(node: Diagram): number {
    if (node <= always) return node === always ? 1 : -1
    const literal = this.#literals[node]
    if (literal !== undefined) return this.#satisfier.valueOf(literal)
    const part = this.#formulas.partOf(node)
    if (part.kind === 'variable') return 0
    if (part.kind === 'not') return -this.#valueOf(part.of)
    const left = this.#valueOf(part.left)
    return left === -1 ? left : Math.min(left, this.#valueOf(part.right))
  }

  /** Answers to questions that make formulas hold, as few as are needed, of what was found last. */
  reasons(nodes: readonly Diagram[]): ReadonlyMap<number, boolean> {
    const answers = new Map<number, boolean>()
    // What has to hold, and as a number below zero what must not.
    const open = [...nodes]
    const round = ++this.#round
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const wanted = next >= 0
      const at = wanted ? next : -next
      if (at <= always || this.#visited[at] === round) continue
      this.#visited[at] = round
      const part = this.#formulas.partOf(at)
      if (part.kind === 'variable') answers.set(part.variable, wanted)
      else if (part.kind === 'not') open.push(wanted ? -part.of : part.of)
      else if (wanted) open.push(part.left, part.right)
      else open.push(this.#valueOf(part.left) === -1 ? -part.left : -part.right)
    }
    return answers
  }

  /** Remembers that every request gives one of some answers. */
  add(answers: readonly { readonly variable: number; readonly holds: boolean }[]): void {
    this.#satisfier.add(
      answers.map(({ variable, holds }) => {
        const literal = this.#ofVariable(variable)
        return holds ? literal : opposite(literal)
      }),
    )
  }

  /** Remembers that one variable holds wherever another one does. */
  implies(variable: number, implied: number): void {
    this.add([
      { variable, holds: false },
      { variable: implied, holds: true },
    ])
  }

  /** A variable that is no question of the formulas. */
  auxiliary(): number {
    return --this.#auxiliary
  }

  #ofVariable(variable: number): SatLiteral {
    const known = this.#variables.get(variable)
    if (known !== undefined) return known
    const literal = this.#satisfier.variable()
    this.#variables.set(variable, literal)
    return literal
  }

  /** Writes down the parts of a formula, the innermost first, without going as deep as the formula is. */
  #literalOf(node: Diagram): SatLiteral {
    const open = [node]
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      const missing = this.#inner(at).filter((part) => this.#literals[part] === undefined)
      if (missing.length > 0) open.push(...missing)
      else {
        open.pop()
        this.#literals[at] ??= this.#written(at)
      }
    }
    return this.#literals[node] ?? 0
  }

  #inner(node: Diagram): readonly Diagram[] {
    const part = this.#formulas.partOf(node)
    if (part.kind === 'variable') return []
    return part.kind === 'not' ? [part.of] : [part.left, part.right]
  }

  #written(node: Diagram): SatLiteral {
    const part = this.#formulas.partOf(node)
    if (part.kind === 'variable') return this.#ofVariable(part.variable)
    if (part.kind === 'not') return opposite(this.#literals[part.of] ?? 0)
    return this.#satisfier.gate(this.#literals[part.left] ?? 0, this.#literals[part.right] ?? 0)
  }
}
