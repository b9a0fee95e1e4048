import { always, never, type Diagram, type Truths } from './diagram.ts'

/** What a formula is made of. */
export type Part =
  | { readonly kind: 'variable'; readonly variable: number }
  | { readonly kind: 'not'; readonly of: Diagram }
  | { readonly kind: 'and'; readonly left: Diagram; readonly right: Diagram }

/**
 * Truths that are only written down: making one costs the same however much it depends on, and whether it can hold is
 * found out by searching. Unlike diagrams, equal truths may have different numbers.
 */
export class Formulas implements Truths {
  readonly #parts: Part[] = [
    { kind: 'variable', variable: -1 },
    { kind: 'variable', variable: -1 },
  ]
  readonly #known = new Map<string, Diagram>()

  /** What a truth is made of. */
  partOf(node: Diagram): Part {
    const part = this.#parts[node]
    if (part === undefined) throw new Error(`no formula ${node}`)
    return part
  }

  variable(variable: number): Diagram {
    return this.#node(`v${variable}`, { kind: 'variable', variable })
  }

  not(node: Diagram): Diagram {
    if (node <= always) return node === never ? always : never
    const part = this.partOf(node)
    return part.kind === 'not' ? part.of : this.#node(`!${node}`, { kind: 'not', of: node })
  }

  and(...nodes: readonly Diagram[]): Diagram {
    return this.#all(nodes, 0, nodes.length)
  }

  /** Joins halves, so that of many truths none lies deep below the others. */
  #all(nodes: readonly Diagram[], from: number, to: number): Diagram {
    if (to - from <= 1) return from < to ? (nodes[from] ?? always) : always
    const middle = (from + to) >> 1
    return this.#both(this.#all(nodes, from, middle), this.#all(nodes, middle, to))
  }

  or(...nodes: readonly Diagram[]): Diagram {
    return this.not(this.and(...nodes.map((node) => this.not(node))))
  }

  without(left: Diagram, right: Diagram): Diagram {
    return this.#both(left, this.not(right))
  }

  differ(left: Diagram, right: Diagram): Diagram {
    if (left === right) return never
    return this.or(this.without(left, right), this.without(right, left))
  }

  choose(test: Diagram, then: Diagram, otherwise: Diagram): Diagram {
    if (then === otherwise) return then
    return this.or(this.and(test, then), this.without(otherwise, test))
  }

  #both(left: Diagram, right: Diagram): Diagram {
    if (left === never || right === never) return never
    if (left === always || left === right) return right
    if (right === always) return left
    if (this.not(left) === right) return never
    const [low, high] = left < right ? [left, right] : [right, left]
    return this.#node(`${low}&${high}`, { kind: 'and', left: low, right: high })
  }

  #node(key: string, part: Part): Diagram {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const node = this.#parts.push(part) - 1
    this.#known.set(key, node)
    return node
  }
}
