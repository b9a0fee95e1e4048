import type { Place } from '../../source/place.ts'

/** Settings of an action or an engine, for example what a block page says; shared by the whole cluster. */
export interface SettingsObject {
  readonly name: string
  /** Action or engine that the settings belong to: a name of the vocabulary, or an id that it does not know. */
  readonly target: string
  /** Id of the template behind the settings; absent = the target's usual one. */
  readonly template?: string
  /** Version of the settings' schema, which is not the product's; absent = the target's usual one. */
  readonly version?: string
  readonly description: string
  readonly values: readonly SettingsValue[]
  readonly place: Place
}

/** One value of a settings object, in the order in which it is written. */
export interface SettingsValue {
  readonly key: string
  /** Short name of the type, for example `string` or `inlineList`. */
  readonly type: string
  /** Short name of the element type of a list-valued setting. */
  readonly listType?: string
  readonly value: string
  /** Carried through unread and never shown. */
  readonly encrypted?: boolean
}

/** A property that the policy defines itself, for example `User-Defined.Region`. */
export interface UserProperty {
  /** With the prefix that the product gives to all of them. */
  readonly name: string
  readonly type: string
  readonly initial: string
  readonly description: string
  readonly place: Place
}
