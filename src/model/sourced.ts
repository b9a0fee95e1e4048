import { valueAt, type DocumentPath, type Place } from '../source/place.ts'

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

/**
 * The origin of a value that stands some steps below a part of a file. A fleet has such values by the hundred thousand,
 * and nobody asks where most of them stand: the place is worked out for whoever does.
 */
export class WrittenOrigin implements Origin {
  readonly layer: Layer
  readonly file: string
  /** The way to the part of the file. */
  readonly above: DocumentPath
  /** The steps from there to the value. */
  readonly steps: DocumentPath
  #place: Place | undefined

  constructor(layer: Layer, file: string, above: DocumentPath, steps: DocumentPath) {
    this.layer = layer
    this.file = file
    this.above = above
    this.steps = steps
  }

  get place(): Place {
    return (this.#place ??= valueAt(this.file, [...this.above, ...this.steps]))
  }

  /** As what it stands for, where somebody prints it. */
  toJSON(): Origin {
    return { layer: this.layer, place: this.place }
  }
}

/** The origin of a value that was derived from one which stands somewhere else. */
export class DerivedOrigin implements Origin {
  readonly layer = 'derived'
  readonly from: Origin

  constructor(from: Origin) {
    this.from = from
  }

  get place(): Place {
    return this.from.place
  }

  toJSON(): Origin {
    return { layer: this.layer, place: this.place }
  }
}
