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
  /** Type of the property, for example `com.scur.type.string`. */
  readonly type: string
  /** Type of the elements of a list-valued property. */
  readonly listType?: string
  /** How the value is written as text, see `appliance/value-codec.ts`. */
  readonly encoding: Encoding
  readonly provenance: Provenance
}

/** How a setting's value becomes the text of a property. */
export type Encoding =
  | { readonly kind: 'text' | 'number' | 'boolean' | 'endpoint' }
  /** An inline list of simple entries. */
  | { readonly kind: 'list'; readonly element: 'text' | 'endpoint' }
  /** An inline list of complex rows: field of the value → key of the row. */
  | { readonly kind: 'rows'; readonly columns: Readonly<Record<string, string>> }

/** An identifier of the policy language: a property, an operator, an action, a type or an event. */
export interface Identifier {
  /** Name in the product's UI, for example `System.HostName`. */
  readonly name: string
  /** Id in rule set documents; absent where nobody knows it yet. */
  readonly id?: string
  readonly provenance: Provenance
}
