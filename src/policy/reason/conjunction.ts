import type { Diagram, Truths } from './diagram.ts'

/** Some of the truths that were added, one behind the other, and what holds where they and all before them do. */
interface Block {
  readonly size: number
  readonly all: Diagram
  readonly sofar: Diagram
}

/**
 * Truths that are added one by one, and at each point what holds where all of them do. They are joined in blocks of powers
 * of two, as digits carry: each point is a handful of blocks, so that a search that settles one point leaves those behind it
 * alone, which in a chain would all follow.
 */
export class Conjunction {
  readonly #truths: Truths
  readonly #first: Diagram
  readonly #blocks: Block[] = []

  constructor(truths: Truths, first: Diagram) {
    this.#truths = truths
    this.#first = first
  }

  /** Where all truths so far hold. */
  get all(): Diagram {
    return this.#blocks.at(-1)?.sofar ?? this.#first
  }

  /** Adds a truth. */
  add(truth: Diagram): void {
    let [size, all] = [1, truth]
    for (let last = this.#blocks.at(-1); last?.size === size; last = this.#blocks.at(-1)) {
      this.#blocks.pop()
      all = this.#truths.and(last.all, all)
      size *= 2
    }
    this.#blocks.push({ size, all, sofar: this.#truths.and(this.all, all) })
  }
}
