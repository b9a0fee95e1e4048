import type { Place } from '../../source/place.ts'
import type { Condition, Operand, Argument } from './criteria.ts'

/** A named group of rules, or of rule sets, with criteria of its own. */
export interface RuleSet {
  readonly name: string
  readonly place: Place
  readonly description: string
  readonly enabled: boolean
  readonly cycles: Cycles
  /** "Enable in Cloud": whether hybrid synchronization takes it along. */
  readonly cloudSynced: boolean
  readonly criteria: Condition
  /** Regions that the set is declared for: their test is a part of the criteria. */
  readonly regions?: readonly string[]
  /** A set holds rules or nested sets; what runs first where a set holds both is not documented. */
  readonly rules: readonly Rule[]
  readonly ruleSets: readonly RuleSet[]
}

/** Processing cycles in which a rule set takes part. */
export interface Cycles {
  readonly request: boolean
  readonly response: boolean
  readonly embedded: boolean
}

/** Name of one of the three processing cycles. */
export type Cycle = keyof Cycles

/** When something holds, what ends, and what happens besides. */
export interface Rule {
  readonly name: string
  readonly place: Place
  readonly description: string
  readonly enabled: boolean
  readonly criteria: Condition
  /** Regions whose parameters this rule was made with: their test is a part of the criteria. */
  readonly regions?: readonly string[]
  readonly action: Action
  readonly events: readonly PolicyEvent[]
}

/** What an applied rule does with the processing: a name of the vocabulary, or an id that it does not know. */
export interface Action {
  readonly name: string
  /** Name of the settings object that the action uses. */
  readonly settings?: string
}

/** Something an applied rule does before its action. */
export type PolicyEvent =
  /** Sets a property to the concatenation of the values. */
  | { readonly kind: 'set'; readonly property: string; readonly values: readonly Operand[] }
  | {
      readonly kind: 'call'
      readonly procedure: string
      readonly settings?: string
      readonly arguments: readonly Argument[]
    }
  | { readonly kind: 'enable'; readonly engine: string; readonly settings?: string }
