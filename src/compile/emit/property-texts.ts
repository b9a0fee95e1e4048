import type { Sourced } from '../../model/sourced.ts'
import { canonicalJson } from './canonical.ts'
import type { Property } from './node-artifact.ts'

/** A property as the artifacts have it: its line, and that of it which counts as content. */
export interface PropertyText {
  readonly line: string
  readonly content: string
}

/**
 * Writes properties as JSON, one line a property, so that a difference of two artifacts reads well. A value that many
 * nodes take over from their cluster or location is one and the same object, and is written once.
 */
export class PropertyTexts {
  readonly #root: string
  readonly #shared = new Map<Sourced<unknown>, PropertyText>()
  #file: string | undefined
  #lastFileText = ''

  /** `root` is the folder that files' paths start with; it is left out. */
  constructor(root: string) {
    this.#root = root
  }

  of(property: Property<string>): PropertyText {
    const { found } = property
    if (found.origin.layer === 'node' || found.origin.layer === 'derived') return this.#write(property)
    const known = this.#shared.get(found)
    if (known !== undefined) return known
    const text = this.#write(property)
    this.#shared.set(found, text)
    return text
  }

  /** Names and units are words of the model and need no escaping. */
  #write({ name, found, unit }: Property<string>): PropertyText {
    const { place, layer } = found.origin
    const value = canonicalJson(found.value)
    const path = place.kind === 'node' ? JSON.stringify(place.path) : '[]'
    const origin = `{"layer":"${layer}","file":${this.#fileText(place.file)},"path":${path}}`
    const counted = unit === undefined ? '' : `,"unit":"${unit}"`
    return {
      line: `{"name":"${name}","value":${value}${counted},"origin":${origin}}`,
      content: `["${name}",${value},${unit === undefined ? 'null' : `"${unit}"`}]`,
    }
  }

  /** One value follows the other in the same file. */
  #fileText(file: string): string {
    if (file !== this.#file) {
      this.#file = file
      this.#lastFileText = JSON.stringify(belowRoot(file, this.#root))
    }
    return this.#lastFileText
  }
}

function belowRoot(file: string, root: string): string {
  return root !== '' && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file
}
