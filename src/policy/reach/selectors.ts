import type { Condition, Operand, PropertyUse, Term } from '../../model/policy/criteria.ts'
import type { DesiredList } from '../../model/policy/list.ts'
import { listKey } from '../check/references.ts'
import { positiveOf } from '../evaluate/compare.ts'
import { joined } from '../evaluate/joined.ts'
import { askingOf } from '../reason/values-of.ts'
import { everyAddress } from '../values/addresses.ts'
import { without } from '../values/spans.ts'
import type { Extent } from './extent.ts'
import { anybody, everybody, reaches, type Reach } from './reach.ts'

/** Reads comparisons of the properties that say whose request it is; of all others it says nothing. */
export class Selectors {
  readonly #types: ReadonlyMap<string, 'ip' | 'string'>
  readonly #lists: ReadonlyMap<string, DesiredList>
  /** Many ask for the same list. */
  readonly #extents = new Map<string, Extent | undefined>()

  constructor(types: ReadonlyMap<string, 'ip' | 'string'>, lists: readonly DesiredList[]) {
    this.#types = types
    this.#lists = new Map(lists.map((list) => [listKey(list), list]))
  }

  /** Whose requests criteria can hold for. */
  reachOf({ always, terms }: Condition): Reach {
    return always ? everybody : joined(terms, (term) => this.#ofTerm(term), reaches)
  }

  #ofTerm({ property, operator, operand }: Term): Reach {
    const { name, asText } = this.#plain(property)
    const type = this.#types.get(name)
    if (type === undefined) return anybody
    const positive = positiveOf(operator)
    const key = JSON.stringify([name, asText, positive ?? operator, operand])
    if (!this.#extents.has(key)) this.#extents.set(key, this.#extentOf(type, asText, positive ?? operator, operand))
    const extent = this.#extents.get(key)
    if (extent === undefined) return anybody
    if (positive === undefined) return { within: new Map([[name, extent]]), isExact: true }
    // What is left of all texts cannot be said in patterns.
    if (extent.kind === 'text') return anybody
    return {
      within: new Map([[name, { kind: 'address', spans: without(everyAddress, extent.spans) }]]),
      isExact: true,
    }
  }

  /** An address that is turned into a text is asked for as the address. */
  #plain({ name, arguments: given }: PropertyUse): { readonly name: string; readonly asText: boolean } {
    const [inner, more] = given
    if (name !== 'IP.ToString' || inner?.value.kind !== 'property' || more !== undefined) return { name, asText: false }
    return { name: inner.value.use.name, asText: true }
  }

  #extentOf(type: 'ip' | 'string', asText: boolean, operator: string, operand: Operand): Extent | undefined {
    const entries = this.#entriesOf(operand)
    const asking = askingOf(operator, { type, asText, range: {} })
    if (entries?.every(asking?.isFollowed ?? (() => false)) !== true) return undefined
    const values = asking?.valuesOf(entries)
    return values?.kind === 'text' || values?.kind === 'address' ? values : undefined
  }

  #entriesOf(operand: Operand): readonly string[] | undefined {
    if (operand.kind === 'literal') return [operand.value]
    if (operand.kind === 'property') return undefined
    return this.#lists.get(listKey(operand))?.entries.map(({ value }) => value)
  }
}
