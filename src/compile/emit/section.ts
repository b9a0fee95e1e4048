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

/** A column that has to be looked up in each node, with all texts about it that are the same for every node. */
interface Varying {
  readonly column: Column
  /** What nodes take over that have none of their own. */
  readonly inherited: Inherited | undefined
  readonly line: Around
  readonly content: Around
}

/** What stands before and behind a value: before the first of a list, and before all others. */
interface Around {
  readonly first: string
  readonly next: string
  readonly end: string
}

/**
 * The description or the settings of the nodes of one location. What they take over from the cluster or the location is
 * written once, so that a change of a default is one line of a difference and not one for each node.
 */
export class Section {
  /** The lines of what is taken over. */
  readonly inherited: string
  readonly #origins: OriginText
  /** In the order of the columns; of those in which all nodes are alike, the content. */
  readonly #parts: readonly (Varying | string)[]

  constructor(columns: readonly Column[], nodes: readonly Node[], origins: OriginText) {
    this.#origins = origins
    const parts: (Varying | string)[] = []
    const inherited: string[] = []
    for (const column of columns) {
      const { handedDown, isInAll } = survey(column, nodes)
      const one = handedDown === undefined ? undefined : this.#inherited(column, handedDown)
      if (one !== undefined) inherited.push(one.line)
      parts.push(one !== undefined && isInAll ? one.content : varying(column, one))
    }
    this.#parts = parts
    this.inherited = listed(inherited)
  }

  of(node: Node): SectionOfNode {
    let lines = ''
    let content = ''
    this.#parts.forEach((part) => {
      if (typeof part === 'string') {
        content += content === '' ? part : `,${part}`
        return
      }
      const found = part.column.of(node)
      if (found === undefined) return
      const { inherited, line } = part
      if (inherited?.found === found) {
        content += content === '' ? inherited.content : `,${inherited.content}`
        return
      }
      const value = canonicalJson(found.value)
      content += (content === '' ? part.content.first : part.content.next) + value + part.content.end
      const origin = this.#origins.ofNode(found.origin, node.place, part.column.steps)
      const start = lines === '' ? line.first : line.next
      lines += origin === '' ? start + value + line.end : `${start}${value}${part.column.lineTail}${origin}}`
    })
    return { lines: lines === '' ? '[]' : `${OPENING}${lines}${CLOSING}`, content: `[${content}]` }
  }

  #inherited(column: Column, found: Sourced<unknown>): Inherited {
    const value = canonicalJson(found.value)
    return {
      found,
      line: `${column.lineHead}${value}${column.lineTail}${this.#origins.of(found.origin)}}`,
      content: `${column.contentHead}${value}${column.contentTail}`,
    }
  }
}

/** What the nodes of a location have in a column. */
interface Survey {
  /** What the location hands down: a value that some nodes have and others do not have at all is nothing of that kind. */
  readonly handedDown: Sourced<unknown> | undefined
  /** Whether all nodes have what is handed down. */
  readonly isInAll: boolean
}

function survey(column: Column, nodes: readonly Node[]): Survey {
  let handedDown: Sourced<unknown> | undefined
  let alike = 0
  for (const node of nodes) {
    const found = column.of(node)
    if (found === undefined) return { handedDown: undefined, isInAll: false }
    if (handedDown === undefined) {
      const { layer } = found.origin
      if (layer === 'cluster' || layer === 'location') handedDown = found
    }
    if (found === handedDown) alike++
  }
  return { handedDown, isInAll: alike === nodes.length }
}

function varying(column: Column, inherited: Inherited | undefined): Varying {
  const { lineHead, lineTail, contentHead, contentTail } = column
  return {
    column,
    inherited,
    line: { first: lineHead, next: `${SEPARATOR}${lineHead}`, end: `${lineTail}}` },
    content: { first: contentHead, next: `,${contentHead}`, end: contentTail },
  }
}

const OPENING = '[\n    '
const SEPARATOR = ',\n    '
const CLOSING = '\n  ]'

function listed(lines: readonly string[]): string {
  return lines.length === 0 ? '[]' : `${OPENING}${lines.join(SEPARATOR)}${CLOSING}`
}
