import type { SettingName } from '../model/settings.ts'

/**
 * Where an identifier comes from. The marks are those of the project's research; `calibrated` was learnt from the
 * user's own appliance.
 */
export type Mark =
  'doc' | 'seen' | 'client' | 'client2' | 'third-party' | 'inferred' | 'recalled' | 'ours' | 'unknown' | 'calibrated'

/** Why an identifier is believed, by whom and since when. */
export interface Provenance {
  readonly mark: Mark
  readonly source: string
  /** YYYY-MM-DD; with `calibrated`. */
  readonly date?: string
  /** Product version that it was learnt from, for example `12.2.15-51390`; with `calibrated`. */
  readonly product?: string
}

/** Whether a write to a real appliance may rest on this provenance. */
export function isVerified(provenance: Provenance): boolean {
  return ['doc', 'seen', 'client2', 'calibrated'].includes(provenance.mark)
}

/** How a setting is stored in a property of a configuration document. */
export interface PropertyEntry {
  readonly setting: SettingName
  /** Id of the configuration document, the last segment of its id in the feed. */
  readonly document: string
  /** Key of the property in that document. */
  readonly key: string
  /** Type of the property, for example a number or an inline list. */
  readonly type: string
  /** Type of the elements of a list-valued property. */
  readonly listType?: string
  /** How the value is written as text, see `appliance/value-codec.ts`. */
  readonly encoding: Encoding
  readonly provenance: Provenance
}

/** Words that an appliance keeps in the place of values: the value as YAML has it → the text. */
export type Words = Readonly<Record<string, string>>

/** How a setting's value becomes the text of a property. */
export type Encoding =
  | { readonly kind: 'text' | 'endpoint' }
  | { readonly kind: 'boolean'; readonly words?: Words }
  /** Kept in a finer unit, `factor` of which are one of the setting's own (60 where minutes are kept as seconds), or by words. */
  | { readonly kind: 'number'; readonly factor?: number; readonly words?: Words }
  /** Elements in one text, with this between them. */
  | { readonly kind: 'joined'; readonly element: 'text' | 'endpoint'; readonly separator: string }
  /** An inline list of simple entries. */
  | { readonly kind: 'list'; readonly element: 'text' | 'endpoint' }
  /**
   * An inline list of complex rows: field of the value → key of the row. A row for an endpoint has either the fields
   * `address` and `port`, or the one field `endpoint`, which is `address:port`.
   */
  | {
      readonly kind: 'rows'
      readonly columns: Readonly<Record<string, string>>
      /** Fields whose cells hold words. */
      readonly words?: Readonly<Record<string, Words>>
    }

/** What of a request a property can be known to hold; the parts of a time by the clock of the appliance. */
export const heldParts = [
  'user',
  'groups',
  'url',
  'host',
  'client',
  'year',
  'month',
  'day',
  'hour',
  'minute',
  'second',
] as const

/** One of the things of a request that a property can be known to hold. */
export type HeldPart = (typeof heldParts)[number]

/** An identifier of the policy language: a property, an operator, an action, a type or a procedure. */
export interface Identifier {
  /** Name in the product's UI, for example `System.HostName`. */
  readonly name: string
  /** Id in rule set documents; absent where nobody knows it yet. */
  readonly id?: string
  /** Short name of the type of a property's value or of an operator's operand, where it is known. */
  readonly type?: string
  /** Type of the elements of a list. */
  readonly listType?: string
  /** What can be written in its place while the id is not certain. */
  readonly instead?: string
  /** What of a request the property holds, so that a test or a question can give it without naming the property. */
  readonly holds?: HeldPart
  /** The least and the greatest number that the property can hold, by what it counts; without an end there is none. */
  readonly range?: NumberRange
  readonly provenance: Provenance
}

/** Numbers between two bounds, both included. */
export interface NumberRange {
  readonly least?: number
  readonly most?: number
}

/** A configuration document of a node: what it is called and what its feed entry says it is. */
export interface DocumentEntry {
  readonly id: string
  readonly title: string
  readonly type: string
  readonly provenance: Provenance
}

/** Something about the product's behaviour that is not an identifier, for example where a log lies. */
export interface Fact {
  readonly value: string
  readonly provenance: Provenance
}

/** Facts that something asks for. A dialect holds no others: one that nobody reads is a name that was misspelt. */
export const factNames = [
  // How a backup is laid out.
  'backup.layout',
  // Where a backup says what a node is called.
  'backup.nodeName',
  // Whether a node may have several listeners, and which of them its peers try.
  'listener.multiple',
  'listener.peerChoice',
  // Where a node keeps a log.
  'log.audit',
  'log.coordinator',
  // By which requests the policy is changed.
  'path.setting.property',
  'path.ruleSet.import',
  'path.ruleSet.delete',
  'path.ruleSet.move',
  // Whether an answer without text is an empty system file.
  'systemFile.mayBeEmpty',
] as const

/** Name of a fact. */
export type FactName = (typeof factNames)[number]

/** The kinds of identifiers of the policy language. */
export const identifierKinds = ['properties', 'parameters', 'operators', 'actions', 'types', 'procedures'] as const

/** One of the kinds of identifiers of the policy language. */
export type IdentifierKind = (typeof identifierKinds)[number]

/** What is known of the identifiers of a product, everything with where it comes from. */
export interface Dialect {
  readonly name: string
  readonly description: string
  /** Product versions that it was made for, both included; absent = says nothing about versions. */
  readonly products?: { readonly from: string; readonly to: string }
  /** By document id. */
  readonly documents: ReadonlyMap<string, DocumentEntry>
  readonly settings: ReadonlyMap<SettingName, PropertyEntry>
  /** By the name in the product's UI. */
  readonly policy: { readonly [Kind in IdentifierKind]: ReadonlyMap<string, Identifier> }
  readonly facts: ReadonlyMap<FactName, Fact>
}
