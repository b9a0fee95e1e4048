import type { Operand, PropertyUse } from '../../model/policy/criteria.ts'
import { printProperty } from '../criteria/print.ts'
import { typeOfProperty } from '../criteria/types.ts'
import type { Subject } from './atoms.ts'
import { always, type Diagram } from './diagram.ts'
import type { SharedInputs } from './shared-inputs.ts'
import type { Side } from './side.ts'
import type { AskedOf } from './values-of.ts'

/** What a property can be at some point of the processing, and for which requests. */
export interface Case {
  readonly when: Diagram
  readonly value: Held
}

/** What a property holds. */
export type Held =
  | { readonly kind: 'text'; readonly text: string }
  | Asked
  /** Something that cannot be followed: a joined text, a list. Equal words mean equal values. */
  | { readonly kind: 'open'; readonly words: string }

/** What the request has for a property. */
export interface Asked extends Subject, AskedOf {
  readonly kind: 'asked'
  readonly written: string
  readonly name: string
}

/** What has been set, by property; what is not in it has its first value. */
export type HeldProperties = ReadonlyMap<string, { readonly cases: readonly Case[] }>

/** Reads properties as one side has them. */
export class Reading {
  readonly #side: Side
  readonly #shared: SharedInputs

  constructor(side: Side, shared: SharedInputs) {
    this.#side = side
    this.#shared = shared
  }

  /** What a property can be, after what has been set. Undefined where what was set is not followed. */
  casesOf(use: PropertyUse, set: HeldProperties | undefined): readonly Case[] | undefined {
    const moved = set?.get(use.name)
    if (moved !== undefined) return moved.cases
    const own = this.#side.policy.properties.find(({ name }) => name === use.name)
    if (this.#shared.moving.has(use.name) && set === undefined) return undefined
    if (own !== undefined) return [{ when: always, value: { kind: 'text', text: own.initial } }]
    return this.#converted(use, set) ?? this.#asked(use, set)
  }

  /** What an operand can be. */
  casesOfOperand(operand: Operand, set: HeldProperties | undefined): readonly Case[] | undefined {
    if (operand.kind === 'property') return this.casesOf(operand.use, set)
    if (operand.kind === 'literal') return [{ when: always, value: { kind: 'text', text: operand.value } }]
    const own = this.#shared.isSameList(operand.name, operand.type) ? '' : ` ${this.#side.name}`
    return [{ when: always, value: { kind: 'open', words: `list "${operand.name}"${own}` } }]
  }

  /** `X.ToString(value)` is the value as text. */
  #converted(use: PropertyUse, set: HeldProperties | undefined): readonly Case[] | undefined {
    const [argument] = use.arguments
    if (argument === undefined || use.arguments.length > 1 || !use.name.endsWith('.ToString')) return undefined
    const inner = this.casesOfOperand(argument.value, set)
    const isFollowed = inner?.every(
      ({ value }) =>
        value.kind === 'text' || (value.kind === 'asked' && (value.type === 'ip' || value.type === 'boolean')),
    )
    if (inner === undefined || isFollowed !== true) return undefined
    return inner.map(({ when, value }) => ({
      when,
      value: value.kind === 'asked' ? { ...value, asText: true } : value,
    }))
  }

  #asked(use: PropertyUse, set: HeldProperties | undefined): readonly Case[] | undefined {
    const marks = this.#marksOf(use, set)
    if (marks === undefined) return undefined
    const written = printProperty(use, this.#side.vocabulary)
    const subject = marks.size === 0 ? written : `${written} (${[...marks].join(', ')})`
    const type = typeOfProperty(use.name, this.#side.vocabulary)
    const side = marks.has(this.#side.name) ? { side: this.#side.name } : {}
    const range = this.#side.vocabulary.byName('properties', use.name)?.range ?? {}
    const asked = { subject, written, ...side, type, range, name: use.name, asText: false }
    return [{ when: always, value: { kind: 'asked', ...asked } }]
  }

  /** What a value depends on besides the request; undefined where that is not followed. */
  #marksOf(use: PropertyUse, set: HeldProperties | undefined): ReadonlySet<string> | undefined {
    const marks = new Set<string>(this.#isOwn(use) ? [this.#side.name] : [])
    for (const { value } of use.arguments) {
      if (value.kind !== 'property' || !this.#depends(value.use)) continue
      const inner = this.casesOf(value.use, set)
      if (inner === undefined) return undefined
      marks.add(JSON.stringify(inner))
    }
    return marks
  }

  /** Whether the sides may read different values, because the engine is set up otherwise or a list has changed. */
  #isOwn(use: PropertyUse): boolean {
    const isEngineSame =
      (use.settings === undefined && use.mostRecent !== true) || this.#shared.areSameSettings(use.settings)
    return (
      !isEngineSame ||
      this.#side.given.has(use.name) ||
      use.arguments.some(({ value }) => value.kind === 'list' && !this.#shared.isSameList(value.name, value.type))
    )
  }

  /** Whether the value of a property, or of what stands in its arguments, is not the request's alone. */
  #depends(use: PropertyUse): boolean {
    return (
      this.#shared.moving.has(use.name) ||
      this.#side.given.has(use.name) ||
      use.arguments.some(({ value }) => value.kind === 'property' && this.#depends(value.use))
    )
  }
}
