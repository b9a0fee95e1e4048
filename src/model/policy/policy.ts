import type { DesiredList, DesiredTable } from './list.ts'
import type { RuleSet } from './rule-set.ts'
import type { SettingsObject, UserProperty } from './settings-object.ts'
import type { DesiredSystemFile } from './system-file.ts'

/** Region-specific policy of a cluster: rule sets, lists, settings and system files; names are unique per kind. */
export interface Policy {
  /** The top-level rule sets, in the order in which they are processed. */
  readonly ruleSets: readonly RuleSet[]
  /** Lists of simple entries, sorted by name. */
  readonly lists: readonly DesiredList[]
  /** Lists of complex rows, sorted by name. */
  readonly tables: readonly DesiredTable[]
  readonly settings: readonly SettingsObject[]
  readonly properties: readonly UserProperty[]
  /** Files of the operating system, sorted by node and path. */
  readonly systemFiles: readonly DesiredSystemFile[]
}

/** What rule sets and documents of them are made of; system files belong to nodes. */
export type PolicyObjects = Omit<Policy, 'systemFiles'>

/** A policy that says nothing: nothing of it is managed. */
export const emptyPolicy: Policy = {
  ruleSets: [],
  lists: [],
  tables: [],
  settings: [],
  properties: [],
  systemFiles: [],
}
