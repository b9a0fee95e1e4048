import type { Element } from './xml/element.ts'

/**
 * What one save stores and Central Management distributes: the whole policy and every node's configuration.
 * A storage never changes; a save makes another one that shares all that stayed the same, so that two hundred nodes
 * holding the same storage hold one object.
 */
export interface Storage {
  /** Grows with every save in the whole emulation; also tells which storage came first. */
  readonly id: number
  /** The storage that this one was saved on top of; absent for the first. */
  readonly base?: number
  /** Clock of the node that saved it, in milliseconds: what the UI shows as the storage's timestamp. */
  readonly timestamp: number
  /** UUID of the node that saved it. */
  readonly savedBy: string
  /** The members of the cluster by UUID, in the order in which they were added. */
  readonly nodes: ReadonlyMap<string, StoredNode>
  readonly clusterDocuments: Documents
  readonly settings: Documents
  readonly lists: ReadonlyMap<string, StoredList>
  readonly ruleSets: readonly RuleSet[]
  /** Properties that the policy defines itself, as exports define them, by number. */
  readonly userProperties: ReadonlyMap<string, Element>
  /** Last number given to an object: there is one counter for all kinds. */
  readonly counter: number
}

/** Configuration documents by id. */
export type Documents = ReadonlyMap<string, StoredDocument>

/** A node as the whole cluster stores it. */
export interface StoredNode {
  readonly uuid: string
  readonly title: string
  readonly documents: Documents
  /** Files of the file editor by path. */
  readonly systemFiles: ReadonlyMap<string, string>
}

/** A configuration document: of a node, of the cluster, or a settings object. */
export interface StoredDocument {
  readonly id: string
  readonly title: string
  readonly type: string
  readonly version: string
  readonly description: string
  readonly properties: ReadonlyMap<string, StoredProperty>
}

/** A property of a document; the value is the text that the interface carries. */
export interface StoredProperty {
  readonly type: string
  readonly listType?: string
  readonly encrypted: boolean
  readonly value: string
}

/** A list of the policy. */
export interface StoredList {
  readonly id: string
  readonly name: string
  readonly typeId: string
  readonly classifier: string
  readonly systemList: boolean
  readonly structuralList: boolean
  readonly defaultRights: string
  readonly description: string
  readonly entries: readonly StoredEntry[]
  /** How a subscribed list is kept up to date, carried through unread. */
  readonly setup?: Element
  /** What else a subscribed list has among its attributes, carried through unread. */
  readonly subscription?: Subscription
}

/** Attributes that only subscribed lists have. */
export interface Subscription {
  readonly feature?: string
  readonly subId?: string
}

/** An entry of a list: a value, or a row. */
export interface StoredEntry {
  /** Text of a simple entry; of a row, the text of its canonical XML, by which duplicates are found. */
  readonly value: string
  readonly description: string
  readonly row?: Element
}

/** A rule set of the policy with those inside it; its own document is carried through unread. */
export interface RuleSet {
  readonly id: string
  readonly name: string
  readonly enabled: boolean
  /** The `ruleGroup` without the rule sets inside it. */
  readonly document: Element
  readonly children: readonly RuleSet[]
}

/** A copy of a map with one value put in. */
export function withValue<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, value: Value): ReadonlyMap<Key, Value> {
  return new Map(map).set(key, value)
}

/** A copy of a map without one key. */
export function withoutKey<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> {
  const copy = new Map(map)
  copy.delete(key)
  return copy
}

/** The storage with one document of a node put in. */
export function withNodeDocument(storage: Storage, uuid: string, document: StoredDocument): Storage {
  const node = storage.nodes.get(uuid)
  if (node === undefined) return storage
  const documents = withValue(node.documents, document.id, document)
  return { ...storage, nodes: withValue(storage.nodes, uuid, { ...node, documents }) }
}

/** The storage with another text of a node's system file. */
export function withSystemFile(storage: Storage, uuid: string, path: string, text: string): Storage {
  const node = storage.nodes.get(uuid)
  if (node === undefined) return storage
  const systemFiles = withValue(node.systemFiles, path, text)
  return { ...storage, nodes: withValue(storage.nodes, uuid, { ...node, systemFiles }) }
}

/** A storage in which a node has one system file less. */
export function withoutSystemFile(storage: Storage, uuid: string, path: string): Storage {
  const node = storage.nodes.get(uuid)
  if (node === undefined) return storage
  const systemFiles = new Map([...node.systemFiles].filter(([name]) => name !== path))
  return { ...storage, nodes: withValue(storage.nodes, uuid, { ...node, systemFiles }) }
}
