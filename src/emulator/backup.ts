import { gunzipSync, gzipSync } from 'node:zlib'
import { createTar, parseTar } from 'nanotar'
import { writeConfiguration } from './payload/configuration.ts'
import { writeList } from './payload/list.ts'
import { writeRuleGroup } from './payload/rule-set.ts'
import type { WireProfile } from './profile.ts'
import type { Storage, StoredDocument } from './storage.ts'
import { WIRE } from './wire-names.ts'
import { element, childElements, textOf, type Element } from './xml/element.ts'
import { isElement, readXml } from './xml/read.ts'
import { writeCompact, writeIndented } from './xml/write.ts'

const largestArchive = 256 * 1024 * 1024

/** The whole cluster as one file: XML around base64 of gzip of tar, as clients unpack it. */
export function writeBackup(storage: Storage, wire: WireProfile, productBuild: string): string {
  const files = [...backupFiles(storage, wire, productBuild)].map(([name, data]) => ({
    name,
    data,
    attrs: { mtime: storage.timestamp },
  }))
  const packed = gzipSync(createTar(files), { level: 1 })
  const attributes = { 'mwg-version': productBuild }
  const content = element(wire.backup.element, {}, [Buffer.from(packed).toString('base64')])
  return writeCompact(element(wire.backup.root, attributes, [content]))
}

/** The files inside a backup by path, or why it cannot be read. */
export function readBackup(
  text: string,
  wire: WireProfile,
): ReadonlyMap<string, string> | { readonly problem: string } {
  const root = readXml(text)
  if (!isElement(root)) return root
  const holder = findDeep(root, wire.backup.element)
  if (holder === undefined) return { problem: `no element ${wire.backup.element}` }
  try {
    const tar = gunzipSync(Buffer.from(textOf(holder), 'base64'), { maxOutputLength: largestArchive })
    return new Map(parseTar(tar).map((file) => [file.name, file.text]))
  } catch {
    return { problem: 'the archive is damaged' }
  }
}

/** What a backup contains, file by file. */
function* backupFiles(storage: Storage, wire: WireProfile, build: string): Generator<readonly [string, string]> {
  const { folder, rulesFile, settingsFolder, listsFolder } = wire.backup
  const policy = `${folder}/${storage.id}`
  const document = (stored: StoredDocument): string => writeIndented(writeConfiguration(stored, build))
  const rules = element('ruleGroups', {}, storage.ruleSets.map(writeRuleGroup))
  yield [`${policy}/${rulesFile}`, writeIndented(rules)]
  for (const stored of storage.settings.values())
    yield [`${policy}/${settingsFolder}/${stored.id}.xml`, document(stored)]
  for (const list of storage.lists.values())
    yield [`${policy}/${listsFolder}/${list.id}.xml`, writeIndented(writeList(list, build))]
  for (const stored of storage.clusterDocuments.values())
    yield [`cluster/${WIRE.documentFolder}/${stored.id}.xml`, document(stored)]
  for (const node of storage.nodes.values()) {
    yield [`${node.uuid}/title`, node.title]
    for (const stored of node.documents.values())
      yield [`${node.uuid}/${WIRE.documentFolder}/${stored.id}.xml`, document(stored)]
    for (const [path, text] of node.systemFiles) yield [`${node.uuid}/files/${path}`, text]
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
