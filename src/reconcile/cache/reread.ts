import type { GatewayReader } from '../../appliance/port.ts'
import type { Uuid } from '../../model/names.ts'
import { known, type ObservedList, type ObservedNode } from '../../model/observed.ts'
import type { ArchivedPart } from '../backup/archive.ts'
import { readSystemFile } from '../observe/read-system-file.ts'
import { digestOf, settingIn, type Look, type Scope } from '../observe/observe.ts'
import { documentParts, filePart, fingerprintOf, listPart, listText, propertyPart } from '../observe/snapshot.ts'

/** A look in which some parts were asked for again; undefined where one of them cannot be read. */
export async function reread(
  reader: GatewayReader,
  scope: Scope,
  before: Look,
  parts: readonly ArchivedPart[],
): Promise<Look | undefined> {
  const draft: Draft = {
    nodes: new Map(before.cluster.nodes),
    lists: new Map(before.cluster.lists.kind === 'known' ? before.cluster.lists.value : []),
    snapshot: new Map(before.snapshot),
  }
  for (const part of parts) if (!(await ask(reader, scope, draft, part))) return undefined
  const { nodes, snapshot } = draft
  const lists = before.cluster.lists.kind === 'known' ? known(draft.lists) : before.cluster.lists
  return {
    cluster: { ...before.cluster, nodes, lists, fingerprint: known(fingerprintOf(snapshot)) },
    snapshot,
    unknown: before.unknown,
  }
}

interface Draft {
  readonly nodes: Map<Uuid, ObservedNode>
  readonly lists: Map<string, ObservedList>
  readonly snapshot: Map<string, string>
}

async function ask(reader: GatewayReader, scope: Scope, draft: Draft, part: ArchivedPart): Promise<boolean> {
  if (part.kind === 'unread') return true
  if (part.kind === 'list') {
    const list = await reader.list(part.id)
    if (list.kind !== 'known') return false
    draft.lists.set(part.id, list.value)
    draft.snapshot.set(listPart(part.id), listText(list.value))
    return true
  }
  const node = draft.nodes.get(part.node)
  if (node === undefined) return false
  return part.kind === 'file'
    ? askFile(reader, scope, draft, node, part.path)
    : askDocument(reader, scope, draft, node, part)
}

async function askFile(
  reader: GatewayReader,
  scope: Scope,
  draft: Draft,
  node: ObservedNode,
  path: string,
): Promise<boolean> {
  const file = await readSystemFile(reader, scope, node.uuid, path)
  if (file.kind !== 'known') return false
  draft.snapshot.set(filePart(node.uuid, path), file.value)
  draft.nodes.set(node.uuid, { ...node, systemFiles: new Map([...node.systemFiles, [path, file]]) })
  return true
}

async function askDocument(
  reader: GatewayReader,
  { dialect, codec }: Scope,
  draft: Draft,
  node: ObservedNode,
  { document }: ArchivedPart & { readonly kind: 'document' },
): Promise<boolean> {
  const found = await reader.configuration(node.uuid, document)
  if (found.kind !== 'known') return false
  const own = propertyPart(node.uuid, document, '')
  for (const part of draft.snapshot.keys()) if (part.startsWith(own)) draft.snapshot.delete(part)
  for (const [part, text] of documentParts(node.uuid, found.value)) draft.snapshot.set(part, text)
  const settings = { ...node.settings }
  for (const entry of dialect.settings.values()) {
    if (entry.document === document) settings[entry.setting] = settingIn(found, entry, codec)
  }
  const documents = new Map([...node.documents, [document, digestOf(node.uuid, found)]])
  draft.nodes.set(node.uuid, { ...node, settings, documents })
  return true
}
