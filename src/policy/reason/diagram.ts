/** A truth that depends on variables: the number of a node. Equal truths have equal numbers. */
export type Diagram = number

/** Never, whatever the variables say. */
export const never: Diagram = 0
/** Always. */
export const always: Diagram = 1

/** Truths and how they are put together. */
export interface Truths {
  /** The truth of a variable. */
  readonly variable: (variable: number) => Diagram
  readonly not: (node: Diagram) => Diagram
  readonly and: (...nodes: readonly Diagram[]) => Diagram
  readonly or: (...nodes: readonly Diagram[]) => Diagram
  /** What holds in the first and not in the second. */
  readonly without: (left: Diagram, right: Diagram) => Diagram
  readonly differ: (left: Diagram, right: Diagram) => Diagram
  /** The second where the first holds, else the third. */
  readonly choose: (test: Diagram, then: Diagram, otherwise: Diagram) => Diagram
}

/** Nodes after which diagrams are given up: what they would say is not worth the effort. */
const MOST = 200_000

/**
 * Reduced ordered decision diagrams. A variable that was made later is asked earlier: the rules of a policy are gone
 * through in order, so that the newest question lands on top of what is known and costs nothing below it.
 */
export class Diagrams implements Truths {
  /** Whether it was given up: then no truth of it says anything. */
  isTooLarge = false
  readonly #variables: number[] = [-1, -1]
  readonly #low: number[] = [never, always]
  readonly #high: number[] = [never, always]
  #table = new Int32Array(1 << 12)
  readonly #cache = new Int32Array(4 << 16)

  /** The variable that is asked first; -1 for never and always. */
  variableOf(node: Diagram): number {
    return this.#variables[node] ?? -1
  }

  /** What is left when the first variable is false. */
  lowOf(node: Diagram): Diagram {
    return this.#low[node] ?? never
  }

  /** What is left when the first variable is true. */
  highOf(node: Diagram): Diagram {
    return this.#high[node] ?? never
  }

  /** The truth of a variable. */
  variable(variable: number): Diagram {
    return this.#node(variable, never, always)
  }

  not(node: Diagram): Diagram {
    return this.choose(node, never, always)
  }

  and(...nodes: readonly Diagram[]): Diagram {
    return nodes.reduce((all, node) => this.choose(all, node, never), always)
  }

  or(...nodes: readonly Diagram[]): Diagram {
    return nodes.reduce((all, node) => this.choose(all, always, node), never)
  }

  /** What holds in the first and not in the second. */
  without(left: Diagram, right: Diagram): Diagram {
    return this.choose(right, never, left)
  }

  differ(left: Diagram, right: Diagram): Diagram {
    return this.choose(left, this.not(right), right)
  }

  /** The second where the first holds, else the third. */
  choose(test: Diagram, then: Diagram, otherwise: Diagram): Diagram {
    if (test === always || then === otherwise) return then
    if (test === never) return otherwise
    if (then === always && otherwise === never) return test
    if (this.isTooLarge) return always
    const slot = (hash(test, then, otherwise) & 0xffff) << 2
    const cache = this.#cache
    if (cache[slot] === test && cache[slot + 1] === then && cache[slot + 2] === otherwise) return cache[slot + 3] ?? 0
    const variable = Math.max(this.variableOf(test), this.variableOf(then), this.variableOf(otherwise))
    const low = this.choose(
      this.#side(test, variable, this.#low),
      this.#side(then, variable, this.#low),
      this.#side(otherwise, variable, this.#low),
    )
    const high = this.choose(
      this.#side(test, variable, this.#high),
      this.#side(then, variable, this.#high),
      this.#side(otherwise, variable, this.#high),
    )
    const result = this.#node(variable, low, high)
    cache[slot] = test
    cache[slot + 1] = then
    cache[slot + 2] = otherwise
    cache[slot + 3] = result
    return result
  }

  /** What may hold for some truth of the variables that are not kept. */
  some(node: Diagram, isKept: (variable: number) => boolean): Diagram {
    const done = new Map<Diagram, Diagram>([
      [never, never],
      [always, always],
    ])
    const go = (at: Diagram): Diagram => {
      const known = done.get(at)
      if (known !== undefined) return known
      const [low, high] = [go(this.lowOf(at)), go(this.highOf(at))]
      const variable = this.variableOf(at)
      const result = isKept(variable) ? this.choose(this.variable(variable), high, low) : this.or(low, high)
      done.set(at, result)
      return result
    }
    return go(node)
  }

  /** The variables that the truth depends on. */
  support(node: Diagram): ReadonlySet<number> {
    const seen = new Set<Diagram>([never, always])
    const variables = new Set<number>()
    const open = [node]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue
      seen.add(at)
      variables.add(this.variableOf(at))
      open.push(this.lowOf(at), this.highOf(at))
    }
    return variables
  }

  #side(node: Diagram, variable: number, children: readonly number[]): Diagram {
    return this.#variables[node] === variable ? (children[node] ?? never) : node
  }

  #node(variable: number, low: Diagram, high: Diagram): Diagram {
    if (low === high) return low
    if (this.#variables.length * 2 > this.#table.length) this.#grow()
    const slot = this.#slot(variable, low, high)
    const known = this.#table[slot] ?? 0
    if (known !== 0) return known
    const node = this.#variables.length
    if (node > MOST) {
      this.isTooLarge = true
      return always
    }
    this.#variables.push(variable)
    this.#low.push(low)
    this.#high.push(high)
    this.#table[slot] = node
    return node
  }

  #slot(variable: number, low: Diagram, high: Diagram): number {
    const mask = this.#table.length - 1
    for (let slot = hash(variable, low, high) & mask; ; slot = (slot + 1) & mask) {
      const node = this.#table[slot] ?? 0
      if (node === 0) return slot
      if (this.#variables[node] === variable && this.#low[node] === low && this.#high[node] === high) return slot
    }
  }

  #grow(): void {
    this.#table = new Int32Array(this.#table.length * 2)
    for (let node = 2; node < this.#variables.length; node++)
      this.#table[this.#slot(this.variableOf(node), this.lowOf(node), this.highOf(node))] = node
  }
}

function hash(a: number, b: number, c: number): number {
  const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
