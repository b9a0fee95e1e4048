import { placesOfName } from '../../appliance/backup-names.ts'
import { readBackup, type BackupContents } from '../../appliance/backup.ts'
import type { ConfigurationDocument, GatewayReader } from '../../appliance/port.ts'
import type { NodeDocuments } from '../../adopt/calibrate/candidate.ts'
import type { DocumentEntry, Fact, FactName } from '../../dialect/dialect.ts'
import type { LearnedFrom } from '../../adopt/calibrate/conclude.ts'
import { uuid, type Uuid } from '../../model/names.ts'
import { valueOf } from '../../model/observed.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'

/** A node that can be asked about. */
export interface Member {
  readonly uuid: Uuid
  readonly title: string
}

/** The nodes of a cluster and the product that they run; what cannot be read ends the command. */
export async function readMembers(
  reader: GatewayReader,
): Promise<{ readonly members: readonly Member[]; readonly product: string }> {
  const feed = await reader.appliances()
  if (feed.kind !== 'known') {
    const why = feed.kind === 'unknown' ? feed.reason : 'there is no such list'
    throw new CommandFailure(
      EXIT.unreachable,
      `the list of appliances cannot be read: ${why}`,
      'make sure that the reader account of the host file may read appliances',
    )
  }
  const version = valueOf(await reader.version())
  return {
    members: feed.value.map(({ id, title }) => ({ uuid: uuid(id), title: title === '' ? id : title })),
    product: version === undefined ? 'unknown' : [version.version, version.build].filter(Boolean).join('-'),
  }
}

/** Every configuration document of a node that can be read. */
export async function readNode(reader: GatewayReader, node: Uuid): Promise<NodeDocuments> {
  const feed = await reader.configurations(node)
  const documents = new Map<string, ConfigurationDocument>()
  for (const { id } of feed.kind === 'known' ? feed.value : []) {
    const document = await reader.configuration(node, id)
    if (document.kind === 'known') documents.set(id, document.value)
  }
  if (documents.size > 0) return documents
  const why = feed.kind === 'unknown' ? `: ${feed.reason}` : ''
  throw new CommandFailure(
    EXIT.unreachable,
    `no configuration document of ${node} can be read${why}`,
    'make sure that the reader account of the host file may read configurations',
  )
}

/** What the documents of learnt settings are called, as the node's own feed says it. */
export async function describeDocuments(
  reader: GatewayReader,
  node: Uuid,
  ids: ReadonlySet<string>,
  occasion: LearnedFrom,
): Promise<readonly DocumentEntry[]> {
  const feed = await reader.configurations(node)
  return (feed.kind === 'known' ? feed.value : [])
    .filter(({ id }) => ids.has(id))
    .map(({ id, title, type }) => ({
      id,
      title,
      type: type ?? id,
      provenance: { mark: 'calibrated', source: 'the feed of configurations of a node', ...occasion },
    }))
}

/** What a backup that was read beside the cluster proves: where it holds the node's documents, and what nodes are called. */
export async function provenBackup(
  reader: GatewayReader,
  node: Uuid,
  members: readonly Member[],
  documents: NodeDocuments,
  occasion: LearnedFrom,
): Promise<readonly (readonly [FactName, Fact])[]> {
  const backup = await reader.backup()
  const contents = backup.kind === 'known' ? readBackup(backup.value) : undefined
  if (contents === undefined || 'problem' in contents) return []
  const calibrated = (value: string, source: string): Fact => ({
    value,
    provenance: { mark: 'calibrated', source, ...occasion },
  })
  const kept = contents.documents.get(node)
  const equal = [...documents].every(([id, { properties }]) => {
    const other = kept?.get(id)?.properties
    return (
      other?.size === properties.size && [...properties].every(([key, { value }]) => other.get(key)?.value === value)
    )
  })
  const place = namePlace(contents, members)
  const facts: (readonly [FactName, Fact])[] = []
  if (equal) {
    const source = `a backup held all ${documents.size} documents of ${node}, equal to what REST gave`
    facts.push(['backup.layout', calibrated('uuid-cfg', source)])
  }
  if (place !== undefined) {
    const source = `a backup said there of all ${members.length} nodes what REST calls them`
    facts.push(['backup.nodeName', calibrated(place, source)])
  }
  return facts
}

/** The first place that says of every node what it is called; one node alone, or one name for all, proves nothing. */
function namePlace(contents: BackupContents, members: readonly Member[]): string | undefined {
  if (new Set(members.map(({ title }) => title)).size < 2) return undefined
  const places = members.map(({ uuid: id, title }) => placesOfName(contents, id, title))
  return places[0]?.find((place) => places.every((one) => one.includes(place)))
}
