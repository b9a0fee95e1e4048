import { always, never, type Diagram, type Truths } from './diagram.ts'

/** What a formula is made of. */
export type Part =
  | { readonly kind: 'variable'; readonly variable: number }
  | { readonly kind: 'not'; readonly of: Diagram }
  | { readonly kind: 'and'; readonly left: Diagram; readonly right: Diagram }

/** More formulas than there can be, so that two of them are one number that is exact. */
const MOST = 2 ** 26

/**
 * Truths that are only written down: making one costs the same however much it depends on, and whether it can hold is
 * found out by searching. Unlike diagrams, equal truths may have different numbers.
 */
export class Formulas implements Truths {
  readonly #parts: Part[] = [
    { kind: 'variable', variable: -1 },
    { kind: 'variable', variable: -1 },
  ]
  readonly #variables = new Map<number, Diagram>()
  /** By truth: its opposite, where it was asked for. */
  readonly #opposites: (Diagram | undefined)[] = []
  readonly #both = new Map<number, Diagram>()

  /** What a truth is made of. */
  partOf(node: Diagram): Part {
    const part = this.#parts[node]
    if (part === undefined) throw new Error(`no formula ${node}`)
    return part
  }

  variable(variable: number): Diagram {
    const known = this.#variables.get(variable)
    if (known !== undefined) return known
    const made = this.#made({ kind: 'variable', variable })
    this.#variables.set(variable, made)
    return made
  }

  not(node: Diagram): Diagram {
    if (node <= always) return node === never ? always : never
    const known = this.#opposites[node]
    if (known !== undefined) return known
    const made = this.#made({ kind: 'not', of: node })
    this.#opposites[node] = made
    this.#opposites[made] = node
    return made
  }

  and(...nodes: readonly Diagram[]): Diagram {
    return this.#all(nodes, 0, nodes.length)
  }

  /** Joins halves, so that of many truths none lies deep below the others. */
  #all(nodes: readonly Diagram[], from: number, to: number): Diagram {
    if (to - from <= 1) return from < to ? (nodes[from] ?? always) : always
    const middle = (from + to) >> 1
    return this.#join(this.#all(nodes, from, middle), this.#all(nodes, middle, to))
  }

  or(...nodes: readonly Diagram[]): Diagram {
    return this.not(this.and(...nodes.map((node) => this.not(node))))
  }

  without(left: Diagram, right: Diagram): Diagram {
    return this.#join(left, this.not(right))
  }

  differ(left: Diagram, right: Diagram): Diagram {
    if (left === right) return never
    return this.or(this.without(left, right), this.without(right, left))
  }

  choose(test: Diagram, then: Diagram, otherwise: Diagram): Diagram {
    if (then === otherwise) return then
    return this.or(this.and(test, then), this.without(otherwise, test))
  }

  #join(left: Diagram, right: Diagram): Diagram {
    if (left === never || right === never) return never
    if (left === always || left === right) return right
    if (right === always) return left
    if (this.#opposites[left] === right) return never
    const [low, high] = left < right ? [left, right] : [right, left]
    const key = low * MOST + high
    const known = this.#both.get(key)
    if (known !== undefined) return known
    const made = this.#made({ kind: 'and', left: low, right: high })
    this.#both.set(key, made)
    return made
  }

  #made(part: Part): Diagram {
    return this.#parts.push(part) - 1
  }
}
