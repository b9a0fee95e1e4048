import { gunzipSync } from 'node:zlib'
import { parseTar } from 'nanotar'
import { readConfiguration } from './payload/configuration.ts'
import { blankList, readEntries, withAttributes } from './payload/list.ts'
import { readRuleGroup } from './payload/rule-set.ts'
import type { WireProfile } from './profile.ts'
import type { RuleSet, Storage, StoredDocument, StoredList, StoredNode } from './storage.ts'
import { child, childElements, childrenNamed, textOf, type Element } from './xml/element.ts'
import { isElement, readXml } from './xml/read.ts'
import { errorText } from '../source/error-text.ts'

/** What a backup brings back: everything that a save stores, but who saved it and when. */
export interface BackedUp extends Pick<
  Storage,
  'nodes' | 'clusterDocuments' | 'settings' | 'lists' | 'ruleSets' | 'userProperties'
> {
  /** Product and build as its documents say. */
  readonly product: string | undefined
}

/** Most bytes of an unpacked backup. */
const largest = 512 * 1024 * 1024

const uuidFolder = /^([0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12})\/(.+)$/i

/** Reads a backup as {@link writeBackup} writes it; of another one, whatever is where clients say that it is. */
export function readBackup(text: string, wire: WireProfile): BackedUp | { readonly problem: string } {
  const root = readXml(text)
  if (!isElement(root)) return root
  const packed = Buffer.from(textOf(findDeep(root, wire.backup.element)), 'base64')
  if (packed.length === 0) return { problem: `there is no ${wire.backup.element} in it` }
  const reading = new Reading(wire)
  try {
    // Copied, because the tar reader looks at the buffer from its beginning.
    for (const { name, type, text: content } of parseTar(
      new Uint8Array(gunzipSync(packed, { maxOutputLength: largest })),
    ))
      if (type !== 'directory') reading.take(name, content)
  } catch (error) {
    return { problem: `the archive does not unpack: ${errorText(error)}` }
  }
  return reading.problem === undefined ? reading.result() : { problem: reading.problem }
}

class Reading {
  readonly #wire: WireProfile
  readonly #nodes = new Map<
    string,
    { title: string; documents: Map<string, StoredDocument>; files: Map<string, string> }
  >()
  readonly #clusterDocuments = new Map<string, StoredDocument>()
  readonly #settings = new Map<string, StoredDocument>()
  readonly #lists = new Map<string, StoredList>()
  readonly #ruleSets: RuleSet[] = []
  readonly #userProperties = new Map<string, Element>()
  #product: string | undefined
  problem: string | undefined

  constructor(wire: WireProfile) {
    this.#wire = wire
  }

  take(path: string, text: string): void {
    const [, uuid, inner = ''] = uuidFolder.exec(path) ?? []
    if (uuid === undefined) {
      if (path.endsWith('.xml')) this.#takePolicy(path, this.#parsed(path, text))
      return
    }
    const node = this.#node(uuid.toUpperCase())
    if (inner === 'title') node.title = text
    else if (inner.startsWith('files/')) node.files.set(inner.slice('files/'.length), text)
    else if (inner.endsWith('.xml')) this.#takeDocument(node.documents, path, this.#parsed(path, text))
  }

  result(): BackedUp {
    const nodes = [...this.#nodes].map(([uuid, { title, documents, files }]): [string, StoredNode] => [
      uuid,
      { uuid, title, documents, systemFiles: files },
    ])
    return {
      nodes: new Map(nodes),
      clusterDocuments: this.#clusterDocuments,
      settings: this.#settings,
      lists: this.#lists,
      ruleSets: this.#ruleSets,
      userProperties: this.#userProperties,
      product: this.#product,
    }
  }

  #takePolicy(path: string, root: Element | undefined): void {
    if (root === undefined) return
    const { rulesFile, listsFolder } = this.#wire.backup
    if (path.endsWith(`/${rulesFile}`)) this.#takeRules(root)
    else if (path.includes(`/${listsFolder}/`)) this.#takeList(root)
    else this.#takeDocument(path.startsWith('cluster/') ? this.#clusterDocuments : this.#settings, path, root)
  }

  #takeRules(root: Element): void {
    for (const property of childElements(child(root, 'userDefinedPropertys') ?? root))
      if (property.name === 'userDefinedProperty') this.#userProperties.set(property.attributes['id'] ?? '', property)
    const groups = root.name === 'ruleGroup' ? [root] : childrenNamed(root, 'ruleGroup')
    for (const group of groups) this.#ruleSets.push(readRuleGroup(group, (id) => id ?? ''))
  }

  #takeList(root: Element): void {
    const { id, name = '', typeId = '' } = root.attributes
    const entries = readEntries(root)
    if (root.name !== 'list' || id === undefined || entries === undefined) return
    const setup = child(root, 'setup')
    const description = textOf(child(root, 'description'))
    const list = { ...blankList(id, name, typeId), description, entries }
    this.#lists.set(id, withAttributes(setup === undefined ? list : { ...list, setup }, root))
  }

  #takeDocument(into: Map<string, StoredDocument>, path: string, root: Element | undefined): void {
    if (root?.name !== 'configuration') return
    const id = path.slice(path.lastIndexOf('/') + 1, -'.xml'.length)
    const { name = id, targetId = id, version = '1.0' } = root.attributes
    const blank = { id, title: name, type: targetId, version, description: '', properties: new Map() }
    const document = readConfiguration(root, blank)
    if (document !== undefined) into.set(id, document)
    this.#product ??= root.attributes['mwg-version']
  }

  #parsed(path: string, text: string): Element | undefined {
    const root = readXml(text)
    if (isElement(root)) return root
    this.problem ??= `${path} in it is no XML: ${root.problem}`
    return undefined
  }

  #node(uuid: string) {
    const found = this.#nodes.get(uuid) ?? {
      title: '',
      documents: new Map<string, StoredDocument>(),
      files: new Map<string, string>(),
    }
    this.#nodes.set(uuid, found)
    return found
  }
}

function findDeep(root: Element, name: string): Element | undefined {
  if (root.name === name) return root
  for (const inner of childElements(root)) {
    const found = findDeep(inner, name)
    if (found !== undefined) return found
  }
  return undefined
}
