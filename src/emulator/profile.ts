/** How the emulated product behaves where that is data: its version, what its properties mean, its uncertain names. */
export interface EmulatorProfile {
  readonly product: { readonly version: string; readonly build: string }
  /** Which property carries what; a role that is absent is not modelled (its default applies). */
  readonly roles: { readonly [Role in RoleName]?: PropertyRole }
  readonly wire: WireProfile
}

/** Meanings that the cluster's behaviour depends on. */
export type RoleName =
  | 'listeners'
  | 'networkGroups'
  | 'runtimeGroup'
  | 'updateGroup'
  | 'priority'
  | 'allowedDifference'
  | 'versionCheck'
  | 'versionCheckLevel'
  | 'updatesAutomatic'
  | 'updatesFromInternet'
  | 'updatesFromNodes'
  | 'updatesToNodes'
  | 'updateInterval'
  | 'restHttp'
  | 'restHttps'

/** Where a meaning is stored: a property of a node's configuration document. */
export interface PropertyRole {
  readonly document: string
  readonly key: string
  /** Key of the row that counts, where the property is a list of rows. */
  readonly column?: string
  /** How many of what is kept are one of what is meant: 60 where minutes are kept as seconds. */
  readonly factor?: number
  /** Words that are kept in the place of values: the value → the text. */
  readonly words?: Readonly<Record<string, string>>
  /** What stands between several values in one text. */
  readonly separator?: string
}

/** Names of the interface for which there is one witness or none; loaded as data with their provenance. */
export interface WireProfile {
  /** Segment below an appliance for log files, and for uploaded files. */
  readonly logSegment: string
  readonly filesSegment: string
  /** Names below `version`. */
  readonly versionParts: readonly string[]
  /** Actions of an appliance. */
  readonly actions: readonly string[]
  /** Operations whose paths nobody has published; absent = answered with 404, as an unknown path is. */
  readonly listRename?: string
  readonly listCopy?: string
  readonly entryMove?: string
  readonly ruleSetImport?: string
  readonly ruleSetEnable?: string
  readonly ruleSetDisable?: string
  readonly ruleSetMove?: string
  readonly ruleSetExportAll?: string
  /** The method that deletes a rule set at its own path. */
  readonly ruleSetDelete?: string
  readonly backup: {
    readonly root: string
    readonly element: string
    /** Folder of the policy inside the archive. */
    readonly folder: string
    readonly rulesFile: string
    readonly settingsFolder: string
    readonly listsFolder: string
  }
}

/** What an emulated cluster starts with; plain data, also the form of a dump. */
export interface ClusterSeed {
  readonly formatVersion: 1
  /** Makes session ids unpredictable to others and reproducible in a simulation. */
  readonly secret: string
  /** Milliseconds since the epoch at which the cluster's last save happened. */
  readonly savedAt: number
  readonly accounts: readonly Account[]
  readonly nodes: readonly NodeSeed[]
  readonly clusterDocuments: readonly DocumentSeed[]
  readonly settings: readonly DocumentSeed[]
  readonly lists: readonly ListSeed[]
  /** Rule sets in order: exported documents with all that they refer to, or bare ones as a dump has them. */
  readonly ruleSets: readonly XmlSeed[]
  /** The properties that the policy defines, as exports define them. */
  readonly userProperties?: readonly XmlSeed[]
}

/** An administrator's account. */
export interface Account {
  readonly name: string
  readonly password: string
  /** May look, but not change anything. */
  readonly readOnly?: boolean
  /** The role lacks the right to use the interface at all. */
  readonly withoutRest?: boolean
}

/** An appliance as it is at the start. */
export interface NodeSeed {
  readonly uuid: string
  /** Name in the feed of appliances. */
  readonly title: string
  readonly hostname: string
  readonly version?: string
  readonly build?: string
  /** What tells its authority from another: a fingerprint or a name. */
  readonly ca: string
  /** Seconds by which its clock is ahead. */
  readonly skew?: number
  /** Runs on its own and waits to be added. */
  readonly standalone?: boolean
  readonly documents: readonly DocumentSeed[]
  readonly systemFiles: Readonly<Record<string, string>>
}

/** A configuration document as data. */
export interface DocumentSeed {
  readonly id: string
  readonly title: string
  readonly type: string
  /** Version of its template; 1.0 unless given. */
  readonly version?: string
  readonly description?: string
  readonly properties: Readonly<Record<string, PropertySeed>>
}

/** A property as data: its value is the text that the interface carries. */
export interface PropertySeed {
  readonly type: string
  readonly listType?: string
  readonly encrypted?: boolean
  readonly value: string
}

/** A list as data; an entry is its value, a value with a description, or a row as XML text. */
export interface ListSeed {
  readonly id: string
  readonly name: string
  /** Long type, for example `com.scur.type.regex`. */
  readonly typeId: string
  readonly description?: string
  readonly systemList?: boolean
  readonly structuralList?: boolean
  readonly classifier?: string
  readonly defaultRights?: string
  /** XML text of the `setup` of a subscribed list. */
  readonly setup?: string
  /** Attributes that only subscribed lists have. */
  readonly subscription?: { readonly feature?: string; readonly subId?: string }
  readonly entries: readonly EntrySeed[]
}

/** An entry of a list as data. */
export interface EntrySeed {
  /** Value of a simple entry, or the XML text of the `complexEntry` of a row. */
  readonly value: string
  readonly description?: string
  readonly complex?: boolean
}

/** An object as the XML text that exports have of it. */
export interface XmlSeed {
  readonly xml: string
}
