import type { Node } from '../../model/fleet.ts'
import type { Sourced } from '../../model/sourced.ts'
import { canonicalJson } from '../../source/canonical-json.ts'
import type { Column } from './columns.ts'
import type { OriginText } from './origin-text.ts'

/** What a section says of one node. */
export interface SectionOfNode {
  /** The lines of what is the node's own, or of what it has otherwise than its location. */
  readonly lines: string
  /** All that the node is to be in this section, whatever it takes over: names, values and units. */
  readonly content: string
}

/** A value that nodes of a location take over, one and the same object for all of them. */
interface Inherited {
  readonly found: Sourced<unknown>
  readonly line: string
  readonly content: string
}

/**
 * The description or the settings of the nodes of one location. What they take over from the cluster or the location is
 * written once, so that a change of a default is one line of a difference and not one for each node.
 */
export class Section {
  readonly #columns: readonly Column[]
  readonly #inherited: readonly (Inherited | undefined)[]
  readonly #origins: OriginText

  constructor(columns: readonly Column[], nodes: readonly Node[], origins: OriginText) {
    this.#columns = columns
    this.#origins = origins
    this.#inherited = columns.map((column) => this.#inheritedIn(column, nodes))
  }

  /** The lines of what is taken over. */
  get inherited(): string {
    return listed(this.#inherited.flatMap((one) => one?.line ?? []))
  }

  of(node: Node): SectionOfNode {
    let lines = ''
    let content = ''
    this.#columns.forEach((column, index) => {
      const found = column.of(node)
      if (found === undefined) return
      const inherited = this.#inherited[index]
      if (content !== '') content += ','
      if (inherited?.found === found) content += inherited.content
      else {
        const value = canonicalJson(found.value)
        content += `${column.contentHead}${value}${column.contentTail}`
        const origin = this.#origins.ofNode(found.origin, node.place, column.steps)
        lines += `${lines === '' ? '' : SEPARATOR}${column.lineHead}${value}${column.lineTail}${origin}}`
      }
    })
    return { lines: lines === '' ? '[]' : `${OPENING}${lines}${CLOSING}`, content: `[${content}]` }
  }

  /** A value that some nodes have and others do not have at all is nothing that a location hands down. */
  #inheritedIn(column: Column, nodes: readonly Node[]): Inherited | undefined {
    let first: Sourced<unknown> | undefined
    for (const node of nodes) {
      const found = column.of(node)
      if (found === undefined) return undefined
      if (first === undefined && (found.origin.layer === 'cluster' || found.origin.layer === 'location')) first = found
    }
    if (first === undefined) return undefined
    const value = canonicalJson(first.value)
    return {
      found: first,
      line: `${column.lineHead}${value}${column.lineTail}${this.#origins.of(first.origin)}}`,
      content: `${column.contentHead}${value}${column.contentTail}`,
    }
  }
}

const OPENING = '[\n    '
const SEPARATOR = ',\n    '
const CLOSING = '\n  ]'

function listed(lines: readonly string[]): string {
  return lines.length === 0 ? '[]' : `${OPENING}${lines.join(SEPARATOR)}${CLOSING}`
}
