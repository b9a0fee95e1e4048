import type { Place } from '../source/place.ts'

/**
 * Where in the layering a value was set; later layers win.
 * `derived` is what Pader works out itself (the groups of a node), below everything that is written. `region` is said of
 * policy only: what a region makes of what all share.
 */
export type Layer = 'derived' | 'cluster' | 'region' | 'location' | 'node'

/** The layer and the place in YAML that a value comes from; a derived value points at what it was derived from. */
export interface Origin {
  readonly layer: Layer
  readonly place: Place
}

/** A resolved value that can say where it came from, and what it overrode. */
export interface Sourced<Value> {
  readonly value: Value
  readonly origin: Origin
  /** The value of the layer below that this one overrode, if there was one. */
  readonly overrode?: Sourced<Value>
}
