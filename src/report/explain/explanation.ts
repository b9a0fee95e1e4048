import type { Layer } from '../../model/sourced.ts'
import type { Span } from '../../source/place.ts'
import type { Touch } from '../../source/touch.ts'

/** A node's values, each with every layer that had a say, for every form of the report. */
export interface Explanation {
  readonly cluster: string
  readonly node: string
  readonly location: string
  /** Sorted by name. */
  readonly values: readonly ExplainedValue[]
}

/** One value and where it comes from; the uppermost layer, which won, stands first. */
export interface ExplainedValue {
  readonly name: string
  /** Name in the product's user interface. */
  readonly label?: string
  readonly unit?: string
  /** For whom it holds, where the clients and not the node decide that. */
  readonly clients?: { readonly regions: readonly string[]; readonly networks?: readonly string[] }
  readonly layers: readonly ExplainedLayer[]
  /** Codes of the checks that look at it. */
  readonly checks: readonly string[]
}

/** What one layer says. */
export interface ExplainedLayer {
  readonly layer: Layer
  readonly value: unknown
  readonly span: Span
  /** Who wrote the line last; absent where no history says so. */
  readonly touched?: Touch
}
