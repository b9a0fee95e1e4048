import { always, never, type Diagram } from './diagram.ts'
import type { Formulas } from './formula.ts'
import { opposite, Satisfier, type SatLiteral } from './satisfier.ts'

/** Formulas as clauses: each part is written once, when it is first asked about. */
export class Encoding {
  readonly #formulas: Formulas
  readonly #satisfier = new Satisfier()
  readonly #literals = new Map<Diagram, SatLiteral>()
  readonly #variables = new Map<number, SatLiteral>()

  constructor(formulas: Formulas) {
    this.#formulas = formulas
  }

  /** Whether a formula can hold, whatever its questions mean; undefined = given up. */
  canHold(node: Diagram): boolean | undefined {
    if (node === never) return false
    return this.#satisfier.solve(node === always ? [] : [this.#literalOf(node)])
  }

  /** Whether a formula holds in what was found last. */
  holds(node: Diagram): boolean {
    if (node <= always) return node === always
    const part = this.#formulas.partOf(node)
    const literal = this.#literals.get(node)
    if (literal !== undefined) return this.#satisfier.holds(literal)
    if (part.kind === 'not') return !this.holds(part.of)
    return part.kind === 'and' && this.holds(part.left) && this.holds(part.right)
  }

  /** Answers to questions that make a formula hold, as few as are needed, of what was found last. */
  reasons(node: Diagram): ReadonlyMap<number, boolean> {
    const answers = new Map<number, boolean>()
    const open: [Diagram, boolean][] = [[node, true]]
    const seen = new Set<Diagram>()
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [at, wanted] = next
      if (at <= always || seen.has(at)) continue
      seen.add(at)
      const part = this.#formulas.partOf(at)
      if (part.kind === 'variable') answers.set(part.variable, wanted)
      else if (part.kind === 'not') open.push([part.of, !wanted])
      else if (wanted) open.push([part.left, true], [part.right, true])
      else open.push([this.holds(part.left) ? part.right : part.left, false])
    }
    return answers
  }

  /** Remembers answers that no request gives together. */
  exclude(answers: readonly { readonly variable: number; readonly holds: boolean }[]): void {
    this.#satisfier.add(
      answers.map(({ variable, holds }) => {
        const literal = this.#ofVariable(variable)
        return holds ? opposite(literal) : literal
      }),
    )
  }

  #ofVariable(variable: number): SatLiteral {
    const known = this.#variables.get(variable)
    if (known !== undefined) return known
    const literal = this.#satisfier.variable() * 2
    this.#variables.set(variable, literal)
    return literal
  }

  /** Writes down the parts of a formula, the innermost first, without going as deep as the formula is. */
  #literalOf(node: Diagram): SatLiteral {
    const open = [node]
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      const missing = this.#inner(at).filter((part) => !this.#literals.has(part))
      if (missing.length > 0) open.push(...missing)
      else {
        open.pop()
        if (!this.#literals.has(at)) this.#literals.set(at, this.#written(at))
      }
    }
    return this.#literals.get(node) ?? 0
  }

  #inner(node: Diagram): readonly Diagram[] {
    const part = this.#formulas.partOf(node)
    if (part.kind === 'variable') return []
    return part.kind === 'not' ? [part.of] : [part.left, part.right]
  }

  #written(node: Diagram): SatLiteral {
    const part = this.#formulas.partOf(node)
    if (part.kind === 'variable') return this.#ofVariable(part.variable)
    if (part.kind === 'not') return opposite(this.#literals.get(part.of) ?? 0)
    const [left, right] = [this.#literals.get(part.left) ?? 0, this.#literals.get(part.right) ?? 0]
    const both = this.#satisfier.variable() * 2
    this.#satisfier.add([opposite(both), left])
    this.#satisfier.add([opposite(both), right])
    this.#satisfier.add([both, opposite(left), opposite(right)])
    return both
  }
}
