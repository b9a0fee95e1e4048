import type { Uuid } from '../model/names.ts'
import type { ListEntry, ObservedList, Observation, ProductVersion } from '../model/observed.ts'

/** A property of a configuration document as an appliance holds it; the value is its text, never interpreted here. */
export interface DocumentProperty {
  readonly key: string
  readonly type: string
  readonly listType?: string
  readonly encrypted: boolean
  readonly value: string
}

/** A configuration document (of a node, of the cluster, or a settings object): the properties and who it is. */
export interface ConfigurationDocument {
  readonly id: string
  readonly name: string
  readonly properties: ReadonlyMap<string, DocumentProperty>
}

/** An entry of a feed: what identifies one object. */
export interface FeedEntry {
  readonly id: string
  readonly title: string
  readonly type?: string
}

/**
 * A gateway cluster that can only be looked at, through one session at one node.
 * All that `compile`, `plan` and watching without enforcing are ever given.
 */
export interface GatewayReader {
  version(): Promise<Observation<ProductVersion>>
  appliances(): Promise<Observation<readonly FeedEntry[]>>
  configurations(node: Uuid): Promise<Observation<readonly FeedEntry[]>>
  configuration(node: Uuid, document: string): Promise<Observation<ConfigurationDocument>>
  lists(): Promise<Observation<readonly FeedEntry[]>>
  list(id: string): Promise<Observation<ObservedList>>
  settings(): Promise<Observation<readonly FeedEntry[]>>
  setting(id: string): Promise<Observation<ConfigurationDocument>>
  systemFiles(node: Uuid): Promise<Observation<readonly string[]>>
  systemFile(node: Uuid, path: string): Promise<Observation<string>>
  logFile(node: Uuid, path: string): Promise<Observation<string>>
  ruleSets(): Promise<Observation<readonly FeedEntry[]>>
  exportRuleSet(id: string): Promise<Observation<string>>
  /** The whole cluster as one file; takes no commit. */
  backup(): Promise<Observation<Uint8Array>>
}

/**
 * A session that collects changes and can make them effective with one commit.
 * Reads inside it see the pending changes; leaving the session without a commit drops them.
 */
export interface GatewayWriter extends GatewayReader {
  putProperty(node: Uuid, document: string, key: string, value: string): Promise<void>
  createList(name: string, type: string, description: string): Promise<string>
  insertEntry(list: string, position: number, entry: ListEntry): Promise<void>
  replaceEntry(list: string, position: number, entry: ListEntry): Promise<void>
  removeEntry(list: string, position: number): Promise<void>
  deleteList(list: string): Promise<void>
  /** Here and below `path` is what the dialect knows: `{…}` in it stands for the parts of the call. */
  putSettingProperty(path: string, setting: string, key: string, value: string): Promise<void>
  /** Puts the document of a rule set in at a position of the top level; objects that exist already stay as they are. */
  importRuleSet(path: string, document: string, position: number): Promise<void>
  deleteRuleSet(path: string, id: string): Promise<void>
  moveRuleSet(path: string, id: string, position: number): Promise<void>
  putSystemFile(node: Uuid, path: string, text: string): Promise<void>
  /** Keeps the session alive; false when it is already dead. */
  heartbeat(): Promise<boolean>
  discard(): Promise<void>
  /** Makes the pending changes effective on the whole cluster; throws when that is not certain. */
  commit(): Promise<void>
}

/** Opens sessions for looking. Every ending of `work` logs the session off. */
export interface Gateway {
  /** `between` is done before every request: what has to go on while a long look takes its time. */
  read<Result>(work: (reader: GatewayReader) => Promise<Result>, between?: () => Promise<void>): Promise<Result>
  /** Clock difference from the `Date` header of one request, without logging in. */
  clock(): Promise<Observation<{ readonly seconds: number; readonly uncertainty: number }>>
}

/** Opens sessions for changing. Whatever was not committed when `work` ends is discarded, then the session is logged off. */
export interface WritableGateway extends Gateway {
  write<Result>(work: (writer: GatewayWriter) => Promise<Result>): Promise<Result>
}

/** What can be done about a failed request. */
export type Fault =
  /** Nobody answered: wait and try again. */
  | 'unreachable'
  /** Another node or user holds the attachment: wait, or ask the holder. */
  | 'attached elsewhere'
  /** Our own account has a session already: of a run that was killed, or of somebody who uses the account. */
  | 'account in use'
  /** The credentials are wrong: a person must act. */
  | 'credentials'
  /** The certificate is not the one that was expected: a person must act. */
  | 'untrusted'
  /** The certificate is of the right authority and its time is over or has not come, by the clock here: a person must act. */
  | 'certificate expired'
  /** The session died; what was pending is gone. */
  | 'session lost'
  /** The appliance refused the request: trying again changes nothing. */
  | 'refused'
  /** The answer made no sense: HTML, not XML, cut off, too large. */
  | 'garbled'
  /** It is not known whether the request took effect. */
  | 'uncertain'

/** What was in the way of a request, where more is known than its fault says. */
export type Obstacle =
  /** Its name could not be looked up: no node was asked. */
  | 'name'
  /** Node was started without the right to connect: no node was asked. */
  | 'permission'
  /** A rule of this host forbids it: no node was asked. */
  | 'forbidden'
  /** The node was reached, and its answer did not come or not as a whole. */
  | 'silence'
  /** The session that the account has is of another process of Pader, which keeps the same account of sessions. */
  | 'own process'
  /** The session that the account has was opened, in all likelihood, by a login of Pader that was never answered. */
  | 'unanswered login'

/** What is known besides of a request that failed. */
type FailureMore = Partial<Pick<ApplianceError, 'holder' | 'detail' | 'obstacle'>>

/** What a terminal obeys: an appliance, or whoever plays one, may put it into an error and into the names of a certificate. */
const CONTROLS = /\p{Cc}+/gu

/**
 * The one exception of the network's edge: which request failed, how, and what that means. Never carries a secret, and
 * nothing that a terminal obeys.
 */
export class ApplianceError extends Error {
  readonly fault: Fault
  readonly request: string
  /** With `attached elsewhere`: UUID of the node that holds the attachment, where the appliance names it. */
  readonly holder: string | undefined
  /** What happened, without the words for that nobody answered: for whoever says so anyway. */
  readonly detail: string
  /** With `unreachable` and `account in use`: what was in the way, where that is known. */
  readonly obstacle: Obstacle | undefined
  constructor(fault: Fault, request: string, message: string, more: FailureMore = {}) {
    super(message.replaceAll(CONTROLS, ' '))
    this.name = 'ApplianceError'
    this.fault = fault
    this.request = request
    this.holder = more.holder
    this.detail = more.detail?.replaceAll(CONTROLS, ' ') ?? this.message
    this.obstacle = more.obstacle
  }
}
