import { importLibrary } from './payload/import-library.ts'
import { blankList, readListEntry, rowEntry } from './payload/list.ts'
import { readRuleGroup } from './payload/rule-set.ts'
import type { ClusterSeed, DocumentSeed, EntrySeed, ListSeed, NodeSeed, XmlSeed } from './profile.ts'
import type { Documents, Storage, StoredDocument, StoredEntry, StoredList, StoredNode } from './storage.ts'
import type { Element } from './xml/element.ts'
import { isElement, readXml } from './xml/read.ts'

/** The storage that a seed describes, for these of its nodes; the first of them counts as the one that saved it. */
export function seedStorage(seed: ClusterSeed, nodes: readonly NodeSeed[], id: number): Storage {
  const lists = new Map(seed.lists.map((list) => [list.id, seedList(list)]))
  const settings = seedDocuments(seed.settings)
  const ids = [...lists.keys(), ...settings.keys()]
  const userProperties = new Map(
    elementsOf(seed.userProperties ?? []).map((property) => [property.attributes['id'] ?? '', property]),
  )
  const bare: Storage = {
    id,
    timestamp: seed.savedAt,
    savedBy: nodes[0]?.uuid ?? '',
    nodes: new Map(nodes.map((node) => [node.uuid, seedNode(node)])),
    clusterDocuments: seedDocuments(seed.clusterDocuments),
    settings,
    lists,
    ruleSets: [],
    userProperties,
    counter: Math.max(5000, ...[...ids, ...userProperties.keys()].map(trailingNumber)),
  }
  return elementsOf(seed.ruleSets).reduce(withRuleSet, bare)
}

/** The storage with one more rule set at the end: a document brings its objects along, a bare one keeps its numbers. */
function withRuleSet(storage: Storage, document: Element): Storage {
  const imported = importLibrary(storage, document)
  if (imported !== undefined) return { ...imported.storage, ruleSets: [...imported.storage.ruleSets, imported.ruleSet] }
  let { counter } = storage
  const ruleSet = readRuleGroup(document, (own) => own ?? String((counter += 1)))
  return { ...storage, counter, ruleSets: [...storage.ruleSets, ruleSet] }
}

function elementsOf(seeds: readonly XmlSeed[]): readonly Element[] {
  return seeds.map(({ xml }) => readXml(xml)).filter(isElement)
}

function seedNode({ uuid, title, documents, systemFiles }: NodeSeed): StoredNode {
  return { uuid, title, documents: seedDocuments(documents), systemFiles: new Map(Object.entries(systemFiles)) }
}

function seedDocuments(documents: readonly DocumentSeed[]): Documents {
  return new Map(documents.map((document) => [document.id, seedDocument(document)]))
}

function seedDocument({
  id,
  title,
  type,
  version = '1.0',
  description = '',
  properties,
}: DocumentSeed): StoredDocument {
  const stored = Object.entries(properties).map(
    ([key, property]) => [key, { ...property, encrypted: property.encrypted ?? false }] as const,
  )
  return { id, title, type, version, description, properties: new Map(stored) }
}

function seedList({ id, name, typeId, entries, setup, ...rest }: ListSeed): StoredList {
  const subscribed = setup === undefined ? undefined : readXml(setup)
  return {
    ...blankList(id, name, typeId),
    ...rest,
    entries: entries.map(seedEntry),
    ...(subscribed !== undefined && isElement(subscribed) ? { setup: subscribed } : {}),
  }
}

function seedEntry({ value, description = '', complex = false }: EntrySeed): StoredEntry {
  const row = complex ? readXml(value) : undefined
  if (row === undefined || !isElement(row)) return { value, description }
  return readListEntry(row) ?? rowEntry(row, description)
}

/** The number that an id ends with; 0 for none. */
export function trailingNumber(id: string): number {
  return Number(/(\d{1,9})$/.exec(id)?.[1] ?? 0)
}
