import type { ConfigurationDocument, GatewayReader } from '../../appliance/port.ts'
import type { Dialect } from '../../dialect/dialect.ts'
import type { NodeName, Uuid } from '../../model/names.ts'
import { uuid as mintUuid } from '../../model/names.ts'
import {
  absent,
  known,
  unknown,
  type Observation,
  type ObservedCluster,
  type ObservedList,
  type ObservedNode,
} from '../../model/observed.ts'
import type { SettingName, SettingValue } from '../../model/settings.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { lookAtRuleSets, type Miss } from './look-at-rule-sets.ts'
import { readSystemFile } from './read-system-file.ts'
import type { SettingCodec } from './setting-codec.ts'
import {
  documentDigest,
  documentParts,
  filePart,
  fingerprintOf,
  listPart,
  listText,
  type Snapshot,
} from './snapshot.ts'

/** What an observation has to look at, and how it understands it. */
export interface Scope {
  /** Nodes that YAML has. */
  readonly names: ReadonlyMap<Uuid, NodeName>
  readonly dialect: Dialect
  readonly codec: SettingCodec
  /** System files that YAML manages. */
  readonly systemFiles: ReadonlyMap<Uuid, readonly string[]>
  /** Whether an answer without text is an empty file; else it says nothing. */
  readonly emptyIsEmpty?: boolean
  /** Whether the lists of the policy are read. */
  readonly lists: boolean
  /** The words that rule sets are read with; absent where rule sets are not looked at. */
  readonly ruleSets?: Vocabulary
  /** Whether the layout of backups is certain, so that one backup can say that nothing has moved. */
  readonly archived?: boolean
  /** Nodes that are declared out of service: they are asked after the others if they are there, and nobody waits for what they say. */
  readonly away?: ReadonlySet<Uuid>
  /** Nodes that are looked at; all where it is absent. */
  readonly only?: ReadonlySet<Uuid>
}

/** A cluster as seen through one session, and every part that was read. */
export interface Look {
  readonly cluster: ObservedCluster
  readonly snapshot: Snapshot
  /** Names of what could not be read, with the reason. */
  readonly unknown: readonly string[]
}

/**
 * Looks at a cluster document by document through one session. What cannot be read becomes unknown with its reason
 * and hides nothing else.
 */
export async function look(
  reader: GatewayReader,
  scope: Scope,
  observedAt: string,
  onNode: (done: number, of: number) => void = () => undefined,
): Promise<Look> {
  const parts = new Map<string, string>()
  const missed: string[] = []
  const miss = (what: string, observation: Observation<unknown>): void => {
    if (observation.kind === 'unknown') missed.push(`${what}: ${observation.reason}`)
  }

  const feed = await reader.appliances()
  miss('the list of appliances', feed)
  const titles = new Map(feed.kind === 'known' ? feed.value.map(({ id, title }) => [mintUuid(id), title]) : [])
  const members = [...titles.keys()].toSorted()
  if (feed.kind === 'known') parts.set('membership', members.join(' '))

  const nodes = new Map<Uuid, ObservedNode>()
  // Without the feed, the nodes that YAML knows are asked all the same: one failure hides nothing else.
  const asked = (feed.kind === 'known' ? members : [...scope.names.keys()].toSorted()).filter(
    (id) => scope.only?.has(id) !== false,
  )
  for (const id of asked) {
    onNode(nodes.size, asked.length)
    const title = titles.get(id)
    nodes.set(id, await lookAtNode(reader, scope, id, title === undefined ? absent : known(title), parts, miss))
  }

  const lists = scope.lists ? await lookAtLists(reader, parts, miss) : absent
  const ruleSets = scope.ruleSets === undefined ? absent : await lookAtRuleSets(reader, scope.ruleSets, parts, miss)
  const version = await reader.version()
  miss('the version', version)

  const membership = feed.kind === 'known' ? known(members) : feed
  const fingerprint = missed.length === 0 ? known(fingerprintOf(parts)) : unknown(missed.join('; '))
  const cluster = { observedAt, membership, nodes, lists, ruleSets, version, fingerprint }
  return { cluster, snapshot: parts, unknown: missed }
}

async function lookAtNode(
  reader: GatewayReader,
  scope: Scope,
  id: Uuid,
  title: Observation<string>,
  parts: Map<string, string>,
  miss: Miss,
): Promise<ObservedNode> {
  const name = scope.names.get(id)
  const documents = await lookAtDocuments(reader, scope.dialect, id)
  const settings: { [Name in SettingName]?: Observation<SettingValue> } = {}
  for (const [document, observation] of documents) {
    miss(`document "${document}" of ${name ?? id}`, observation)
    if (observation.kind !== 'known') continue
    for (const [part, text] of documentParts(id, observation.value)) parts.set(part, text)
  }
  for (const entry of scope.dialect.settings.values()) {
    const document = documents.get(entry.document)
    if (document === undefined) continue
    settings[entry.setting] = settingIn(document, entry, scope.codec)
  }
  const systemFiles = new Map<string, Observation<string>>()
  for (const path of scope.systemFiles.get(id) ?? []) {
    const file = await readSystemFile(reader, scope, id, path)
    miss(`system file "${path}" of ${name ?? id}`, file)
    if (file.kind === 'known') parts.set(filePart(id, path), file.value)
    systemFiles.set(path, file)
  }
  return {
    uuid: id,
    ...(name === undefined ? {} : { name }),
    title,
    settings,
    documents: new Map([...documents].map(([document, observation]) => [document, digestOf(id, observation)])),
    systemFiles,
    skew: unknown('not asked'),
  }
}

/** Reads the documents that the dialect knows and the node has; which those are says the node's own feed. */
async function lookAtDocuments(
  reader: GatewayReader,
  dialect: Dialect,
  id: Uuid,
): Promise<ReadonlyMap<string, Observation<ConfigurationDocument>>> {
  const wanted = new Set([...dialect.settings.values()].map(({ document }) => document))
  const feed = await reader.configurations(id)
  const documents = new Map<string, Observation<ConfigurationDocument>>()
  for (const document of [...wanted].toSorted()) {
    if (feed.kind !== 'known') documents.set(document, feed)
    else if (!feed.value.some((entry) => lastSegment(entry.id) === document)) documents.set(document, absent)
    else documents.set(document, await reader.configuration(id, document))
  }
  return documents
}

/** A node's feed names documents by `UUID/cfg/DOCUMENT`; only the last segment says which it is. */
function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1)
}

/** A setting as a document of its node has it. */
export function settingIn(
  document: Observation<ConfigurationDocument>,
  entry: Parameters<SettingCodec['decode']>[0],
  codec: SettingCodec,
): Observation<SettingValue> {
  if (document.kind !== 'known') return document
  const property = document.value.properties.get(entry.key)
  return property === undefined ? absent : codec.decode(entry, property)
}

/** Digest of what a document says, as a node is observed with it. */
export function digestOf(
  id: Uuid,
  document: Observation<ConfigurationDocument>,
): ReturnType<ObservedNode['documents']['get']> & object {
  return document.kind === 'known' ? known(documentDigest(id, document.value)) : document
}

async function lookAtLists(
  reader: GatewayReader,
  parts: Map<string, string>,
  miss: Miss,
): Promise<ObservedCluster['lists']> {
  const feed = await reader.lists()
  miss('the lists', feed)
  if (feed.kind !== 'known') return feed
  const lists = new Map<string, ObservedList>()
  for (const { id, title } of feed.value.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const list = await reader.list(id)
    if (list.kind === 'known') {
      lists.set(id, list.value)
      parts.set(listPart(id), listText(list.value))
      continue
    }
    miss(`list "${title}"`, list)
    // Half of the lists would look like the deletion of the others.
    if (list.kind === 'unknown') return unknown(`list "${title}" could not be read: ${list.reason}`)
  }
  return known(lists)
}
