import type { Operand, PropertyUse } from '../../model/policy/criteria.ts'
import type { DesiredList } from '../../model/policy/list.ts'
import { printProperty } from '../criteria/print.ts'
import { walk } from '../check/walk.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { Value } from './compare.ts'
import type { Decidable } from './decision.ts'
import { valuesOf } from './entries.ts'
import { isUnread, type Passage, type Read, type Reader } from './passage.ts'

/** Makes readers of what the criteria and events of a policy read. */
export class Readers {
  readonly #vocabulary: Vocabulary
  readonly #initial: ReadonlyMap<string, string>
  readonly #lists: ReadonlyMap<string, DesiredList>
  readonly #set: ReadonlySet<string>

  constructor({ ruleSets, lists, properties }: Decidable, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
    this.#initial = new Map(properties.map(({ name, initial }) => [name, initial]))
    this.#lists = new Map(lists.map((list) => [keyOf(list), list]))
    const rules = walk(ruleSets).flatMap((visit) => (visit.kind === 'rule' ? [visit.item] : []))
    this.#set = new Set(
      rules.flatMap(({ events }) => events.flatMap((event) => (event.kind === 'set' ? [event.property] : []))),
    )
  }

  /** Whether what rules set can make a difference to a property, so that it is not the request's alone. */
  isMoving(use: PropertyUse): boolean {
    const [argument] = use.arguments
    if (this.#set.has(use.name)) return true
    return isConversion(use) && argument?.value.kind === 'property' && this.isMoving(argument.value.use)
  }

  /** The entries of a list; undefined where the policy does not say what is in it. */
  entriesOf(list: { readonly name: string; readonly type: string }): readonly string[] | undefined {
    const found = this.#lists.get(keyOf(list))
    return found === undefined ? undefined : valuesOf(found)
  }

  /** Reads an operand. */
  ofOperand(operand: Operand): Reader {
    switch (operand.kind) {
      case 'literal':
        return constant(operand.value)
      case 'property':
        return this.ofProperty(operand.use)
      case 'list':
        return constant(this.entriesOf(operand) ?? { question: `what is in the list "${operand.name}"?` })
    }
  }

  /** Reads a property: what rules have set, else what the request says, else its first value. */
  ofProperty(use: PropertyUse): Reader {
    const written = printProperty({ name: use.name, arguments: use.arguments }, this.#vocabulary)
    const exact = printProperty(use, this.#vocabulary)
    const unknown: Read = { question: `what is ${written}?` }
    const first: Read = this.#initial.get(use.name) ?? unknown
    const converted = this.#converted(use)
    const given: Reader = (passage) =>
      passage.request.get(exact) ??
      (exact === written ? undefined : passage.request.get(written)) ??
      converted?.(passage) ??
      first
    if (!this.#set.has(use.name)) return given
    return (passage) => {
      if (!passage.set.has(use.name)) return given(passage)
      return passage.set.get(use.name) ?? converted?.(passage) ?? unknown
    }
  }

  /** Reads values one after the other as one; undefined where one of them is not known. */
  joined(operands: readonly Operand[]): (passage: Passage) => Value | undefined {
    const readers = operands.map((operand) => this.ofOperand(operand))
    return (passage) => {
      const values: Value[] = []
      for (const reader of readers) {
        const read = reader(passage)
        if (isUnread(read)) return undefined
        values.push(read)
      }
      return values.length === 1 ? values[0] : values.map(String).join('')
    }
  }

  /** `X.ToString(value)` is the value as text; how several values become one text nobody has documented. */
  #converted(use: PropertyUse): ((passage: Passage) => Read | undefined) | undefined {
    const [argument] = use.arguments
    if (argument === undefined || !isConversion(use)) return undefined
    const inner = this.ofOperand(argument.value)
    return (passage) => {
      const read = inner(passage)
      if (isUnread(read)) return read
      return typeof read === 'object' ? undefined : String(read)
    }
  }
}

function isConversion(use: PropertyUse): boolean {
  return use.arguments.length === 1 && use.name.endsWith('.ToString')
}

function constant(read: Read): Reader {
  return () => read
}

function keyOf({ name, type }: { readonly name: string; readonly type: string }): string {
  return `${type} ${name}`
}
