import { gunzipSync } from 'node:zlib'
import { parseTar } from 'nanotar'
import { onceForEach } from '../source/once-for-each.ts'
import { readConfiguration } from './configuration-xml.ts'
import { readList } from './list-xml.ts'
import type { ConfigurationDocument } from './port.ts'
import type { ObservedList } from '../model/observed.ts'
import { uuid, type Uuid } from '../model/names.ts'
import { parseXml, type XmlElement } from './xml.ts'
import { errorText } from '../source/error-text.ts'

/** What a backup of a cluster holds, as far as Pader understands it. */
export interface BackupContents {
  /** Every file of the archive by its path. */
  readonly files: ReadonlyMap<string, string>
  /** Configuration documents of the nodes, by the node and the document's id. */
  readonly documents: ReadonlyMap<Uuid, ReadonlyMap<string, ConfigurationDocument>>
  /** Lists of the policy by id. */
  readonly lists: ReadonlyMap<string, ObservedList>
  /** Documents that belong to no node: settings of the policy and of the whole cluster, by id. */
  readonly settings: ReadonlyMap<string, ConfigurationDocument>
  /** What the files of the archive are, as far as that is understood, by their path. */
  readonly origins: ReadonlyMap<string, BackupOrigin>
  /** Product and build as the documents say, for example `12.2.15-51390`; absent where none says it. */
  readonly product?: string
}

/** Whether a file of a backup belongs to one node: it lies below a folder that a UUID names. */
export function isNodeFile(path: string): boolean {
  return UUID_FOLDER.test(path)
}

/** What a file of a backup is. */
export type BackupOrigin =
  | { readonly kind: 'document'; readonly node: Uuid; readonly document: string }
  | { readonly kind: 'list'; readonly id: string }

const MIB = 1024 * 1024

/** Bytes that a backup may unpack to, however small it is packed: as much as a cluster of some thousand nodes takes. */
const ALWAYS_UNPACKED = 64 * MIB

/** Most bytes of an unpacked backup. */
const MOST_UNPACKED = 512 * MIB

/** How often its packed size a larger backup may be: what is written by an appliance packs far worse, what shall fill the memory better. */
const MOST_OFTEN = 100

const UUID_FOLDER = /^(?:.*\/)?([0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12})\//i

/**
 * Unpacks a backup: XML around base64 of gzip of tar (clients). Which element carries the archive is not documented, so
 * the longest text counts; what lies below a folder named by a UUID belongs to that node. The same bytes are read once.
 */
export const readBackup = onceForEach((bytes: Uint8Array): BackupContents | { readonly problem: string } => {
  const unpacked = unpackBackup(bytes)
  if ('problem' in unpacked) return unpacked
  const sorted = new SortedFiles()
  for (const [path, text] of unpacked.files) {
    if (!path.endsWith('.xml')) continue
    const file = parseXml(text)
    if ('problem' in file) return { problem: `"${path}" in it is no XML: ${file.problem}` }
    sorted.take(path, file.root)
  }
  const { documents, lists, settings, origins, product } = sorted
  return { files: unpacked.files, documents, lists, settings, origins, ...(product === undefined ? {} : { product }) }
})

/** The files of a backup as text, without looking into them. */
export const unpackBackup = onceForEach((bytes: Uint8Array): UnpackedBackup => {
  const parsed = parseXml(new TextDecoder().decode(bytes))
  return 'problem' in parsed ? { problem: `it is no XML: ${parsed.problem}` } : unpack(longestText(parsed.root))
})

/** The XML files of a backup, each where it belongs. */
class SortedFiles {
  readonly documents = new Map<Uuid, Map<string, ConfigurationDocument>>()
  readonly lists = new Map<string, ObservedList>()
  readonly settings = new Map<string, ConfigurationDocument>()
  readonly origins = new Map<string, BackupOrigin>()
  product: string | undefined

  take(path: string, root: XmlElement): void {
    this.product ??= root.attributes['mwg-version']
    if (root.name === 'list') {
      const list = readList(root)
      this.lists.set(list.id, list)
      this.origins.set(path, { kind: 'list', id: list.id })
    } else if (root.name === 'configuration') {
      const id = path.slice(path.lastIndexOf('/') + 1, -'.xml'.length)
      const node = UUID_FOLDER.exec(path)?.[1]
      this.#owner(node).set(id, readConfiguration(root, id))
      if (node !== undefined) this.origins.set(path, { kind: 'document', node: uuid(node), document: id })
    }
  }

  #owner(node: string | undefined): Map<string, ConfigurationDocument> {
    if (node === undefined) return this.settings
    const found = this.documents.get(uuid(node)) ?? new Map<string, ConfigurationDocument>()
    this.documents.set(uuid(node), found)
    return found
  }
}

/** The files of a backup by their path, or why there are none. */
export type UnpackedBackup = { readonly files: ReadonlyMap<string, string> } | { readonly problem: string }

function unpack(base64: string): UnpackedBackup {
  const packed = Buffer.from(base64, 'base64')
  if (packed.byteLength === 0) return { problem: 'there is no archive in it' }
  const most = Math.min(MOST_UNPACKED, Math.max(ALWAYS_UNPACKED, MOST_OFTEN * packed.byteLength))
  try {
    const tar = ownBytes(gunzipSync(packed, { maxOutputLength: most }))
    const files = new Map(
      parseTar(tar).flatMap(({ name, type, text }) => (type === 'directory' ? [] : [[name, text] as const])),
    )
    return files.size === 0 ? { problem: 'the archive in it is empty' } : { files }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      return {
        problem: `the archive in it unpacks to more than ${Math.floor(most / MIB)} MiB, which no backup of a cluster does`,
      }
    return { problem: `the archive in it does not unpack: ${errorText(error)}` }
  }
}

/** The tar reader looks at a buffer from its beginning, and Node may hand out a slice of a shared one. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)
}

function longestText({ text, children }: XmlElement): string {
  return children.map(longestText).reduce((longest, next) => (next.length > longest.length ? next : longest), text)
}
