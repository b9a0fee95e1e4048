import type { Layer, Sourced } from '../../model/sourced.ts'
import type { DocumentPath, PathStep } from '../../source/place.ts'
import { canonicalJson } from '../../source/canonical-json.ts'
import type { Property } from './node-artifact.ts'

/** A property as the artifacts have it: its line, and that of it which counts as content. */
export interface PropertyText {
  readonly line: string
  readonly content: string
}

interface Frame {
  readonly head: string
  readonly tail: string
  readonly contentHead: string
  readonly contentTail: string
}

interface OriginHead {
  readonly layer: Layer
  readonly file: string
  readonly subject: PathStep | undefined
  readonly name: PathStep | undefined
  readonly text: string
}

/**
 * Writes properties as JSON, one line a property, so that a difference of two artifacts reads well. A value that many
 * nodes take over from their cluster or location is one and the same object, and is written once.
 */
export class PropertyTexts {
  readonly #root: string
  readonly #shared = new Map<Sourced<unknown>, PropertyText>()
  readonly #steps = new Map<PathStep, string>()
  readonly #frames = new Map<string, Frame>()
  #last: OriginHead | undefined

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

  #write({ name, found, unit }: Property<string>): PropertyText {
    const { place, layer } = found.origin
    const { head, tail, contentHead, contentTail } = this.#frameOf(name, unit)
    const value = canonicalJson(found.value)
    const path = place.kind === 'node' ? place.path : []
    return {
      line: `${head}${value}${tail}${this.#originHead(layer, place.file, path)}${this.#restOf(path)}]}}`,
      content: `${contentHead}${value}${contentTail}`,
    }
  }

  /** What stands around the values of a property; names and units are words of the model and need no escaping. */
  #frameOf(name: string, unit: string | undefined): Frame {
    const known = this.#frames.get(name)
    if (known !== undefined) return known
    const [inLine, inContent] = unit === undefined ? ['', 'null'] : [`,"unit":"${unit}"`, `"${unit}"`]
    const frame = {
      head: `{"name":"${name}","value":`,
      tail: `${inLine},"origin":`,
      contentHead: `["${name}",`,
      contentTail: `,${inContent}]`,
    }
    this.#frames.set(name, frame)
    return frame
  }

  /** The origin up to the name of a node: one value of a node follows the other. */
  #originHead(layer: Layer, file: string, path: DocumentPath): string {
    const last = this.#last
    if (last?.layer === layer && last.file === file && last.subject === path[0] && last.name === path[1])
      return last.text
    const start = JSON.stringify({ layer, file: belowRoot(file, this.#root), path: path.slice(0, 2) })
    const text = start.slice(0, -']}'.length)
    this.#last = { layer, file, subject: path[0], name: path[1], text }
    return text
  }

  /** Paths below a node are made of few different keys. */
  #restOf(path: DocumentPath): string {
    let text = ''
    for (let index = 2; index < path.length; index++) {
      const step = path[index] ?? ''
      let known = this.#steps.get(step)
      if (known === undefined) {
        known = `,${JSON.stringify(step)}`
        this.#steps.set(step, known)
      }
      text += known
    }
    return text
  }
}

function belowRoot(file: string, root: string): string {
  return root !== '' && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file
}
