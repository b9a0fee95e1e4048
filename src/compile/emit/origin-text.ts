import { WrittenOrigin, type Origin } from '../../model/sourced.ts'
import type { DocumentPath, Place } from '../../source/place.ts'

/**
 * Where values come from, as it stands at the end of their lines. What everybody would expect is left out: a node's own
 * value is written below the node's key under its own name, in the file of its location.
 */
export class OriginText {
  readonly #root: string

  /** `root` is the folder that files' paths start with; it is left out. */
  constructor(root: string) {
    this.#root = root
  }

  /** The path of a file, the same wherever the repository is. */
  pathOf(file: string): string {
    return this.#root !== '' && file.startsWith(`${this.#root}/`) ? file.slice(this.#root.length + 1) : file
  }

  of({ layer, place }: Origin): string {
    return `,"origin":${JSON.stringify({ layer, file: this.pathOf(place.file), path: pathIn(place) })}`
  }

  /** The origin of a node's value that `steps` lead to from `home`, the place of the node. */
  ofNode(origin: Origin, home: Place, steps: readonly string[]): string {
    if (origin.layer === 'node' && origin instanceof WrittenOrigin) {
      // Almost all values: known without working out where they stand.
      if (origin.file === home.file && origin.above === pathIn(home) && isSame(origin.steps, steps)) return ''
    }
    const { layer, place } = origin
    if (place.file !== home.file) return this.of(origin)
    const path = pathIn(place)
    const above = pathIn(home)
    if (layer === 'node' && isBelow(path, above, steps)) return ''
    return layer === 'derived' && isBelow(path, above, []) ? ',"origin":{"layer":"derived"}' : this.of(origin)
  }
}

const NOWHERE: DocumentPath = []

function pathIn(place: Place): DocumentPath {
  return place.kind === 'node' ? place.path : NOWHERE
}

/** Whether a path leads to `above` and then along `steps`. */
function isBelow(path: DocumentPath, above: DocumentPath, steps: readonly string[]): boolean {
  if (path.length !== above.length + steps.length) return false
  return path.every((step, index) => step === (index < above.length ? above[index] : steps[index - above.length]))
}

function isSame(left: DocumentPath, right: DocumentPath): boolean {
  return left.length === right.length && left.every((step, index) => step === right[index])
}
