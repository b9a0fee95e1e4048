import type { DesiredList, DesiredTable } from '../../model/policy/list.ts'
import type { Cycles } from '../../model/policy/rule-set.ts'
import type { SettingsObject, UserProperty } from '../../model/policy/settings-object.ts'
import type { Place } from '../../source/place.ts'
import type { ListContract, ParameterContract, RuleSetContract } from './override.ts'
import type { SystemFileSource } from './system-files.ts'
import type { TemplateValue } from './template.ts'

/** A text of the criteria language and where it stands. */
export interface WrittenText {
  readonly text: string
  readonly place: Place
  /** The place of some of its characters, where that takes more than counting. */
  readonly narrow?: (start: number, end: number) => Place
}

/** A template that is asked for, and the values that it is given. */
export interface TemplateCall {
  readonly template: WrittenText
  readonly values: { readonly [key: string]: TemplateValue }
}

/** A rule as YAML has it; its texts are not read yet, since parameters come in between. */
export interface RuleSource {
  readonly name: string
  readonly place: Place
  readonly description: string
  readonly enabled: boolean
  readonly criteria: WrittenText | undefined
  readonly action: WrittenText | undefined
  readonly events: readonly WrittenText[]
}

/** A rule set as YAML has it, or the export that stands for it. */
export interface RuleSetSource {
  readonly name: string
  readonly place: Place
  readonly description: string
  readonly enabled: boolean
  readonly cloudSynced: boolean
  /** Absent = those of the set around it, or all three. */
  readonly cycles: Cycles | undefined
  readonly criteria: WrittenText | undefined
  readonly regions: readonly WrittenText[]
  readonly rules: readonly RuleSource[]
  readonly ruleSets: readonly RuleSetSource[]
  /** An export below the cluster's folder whose rule set is nested here. */
  readonly imported: WrittenText | undefined
  /** What becomes of objects that the export brings along; others come as they are. */
  readonly changes: ImportChanges
  /** The template whose rule sets stand here; nothing else is said then. */
  readonly call?: TemplateCall
  /** How rule sets of regions may change what it decides; absent where nothing is said. */
  readonly contract: RuleSetContract | undefined
}

/** What becomes of the objects that an export brings along. */
export interface ImportChanges {
  readonly lists: readonly NameChange<'use' | 'rename' | 'merge'>[]
  readonly settings: readonly NameChange<'use' | 'rename'>[]
}

/**
 * What becomes of an object of an export: `use` puts one of the repository in its place, `rename` takes it along under
 * another name, `merge` adds the entries of a list to one of the repository, which is used then.
 */
export interface NameChange<Kind = 'use' | 'rename' | 'merge'> {
  /** Name in the export. */
  readonly from: string
  readonly place: Place
  readonly kind: Kind
  /** Name in the repository. */
  readonly name: WrittenText
}

/** A text that differs by region: `$(name)` in a rule is replaced by it. */
export interface Parameter {
  readonly name: string
  readonly place: Place
  readonly everywhere?: string
  readonly byRegion: ReadonlyMap<string, string>
  readonly contract: ParameterContract
}

/** What one file below `policy/` says. */
export interface PolicySource {
  readonly ruleSets: readonly RuleSetSource[]
  readonly settings: readonly SettingsObject[]
  readonly properties: readonly UserProperty[]
  readonly parameters: readonly Parameter[]
  readonly systemFiles: readonly SystemFileSource[]
}

/** A list that all regions share, with what regions may do to it. */
export interface SharedList {
  readonly list: DesiredList
  readonly contract: ListContract
}

/** What some regions say of the list of the same name and type. */
export interface RegionalList {
  readonly list: DesiredList
  readonly regions: readonly WrittenText[]
}

/** What one file below `lists/` says. */
export type ListSource = SharedList | RegionalList | { readonly table: DesiredTable }

/** The place of some characters of a text. */
export function placeWithin({ place, narrow }: WrittenText, start: number, end: number): Place {
  if (narrow !== undefined) return narrow(start, end)
  return place.kind === 'node' ? { ...place, within: { start, end } } : place
}
