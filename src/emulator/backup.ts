import { gzipSync } from 'node:zlib'
import { createTar } from 'nanotar'
import { onceForEach, onceForEachText } from '../source/once-for-each.ts'
import { writeConfiguration } from './payload/configuration.ts'
import { writeList } from './payload/list.ts'
import { writeRuleGroup } from './payload/rule-set.ts'
import type { WireProfile } from './profile.ts'
import type { Storage, StoredDocument } from './storage.ts'
import { WIRE } from './wire-names.ts'
import { element, type Element } from './xml/element.ts'
import { writeCompact, writeIndented } from './xml/write.ts'

/** The whole cluster as one file: XML around base64 of gzip of tar, as clients unpack it. */
export function writeBackup(storage: Storage, wire: WireProfile, productBuild: string): string {
  return written(storage)(wire)(productBuild)
}

const written = onceForEach((storage: Storage) =>
  onceForEach((wire: WireProfile) => onceForEachText((build) => packed(storage, wire, build))),
)

function packed(storage: Storage, wire: WireProfile, productBuild: string): string {
  const files = [...backupFiles(storage, wire, productBuild)].map(([name, data]) => ({
    name,
    data,
    attrs: { mtime: storage.timestamp },
  }))
  const archive = gzipSync(createTar(files), { level: 1 })
  const attributes = { 'mwg-version': productBuild }
  const content = element(wire.backup.element, {}, [Buffer.from(archive).toString('base64')])
  return writeCompact(element(wire.backup.root, attributes, [content]))
}

/** What a backup contains, file by file. */
function* backupFiles(storage: Storage, wire: WireProfile, build: string): Generator<readonly [string, string]> {
  const { folder, rulesFile, settingsFolder, listsFolder } = wire.backup
  const policy = `${folder}/${storage.id}`
  const document = (stored: StoredDocument): string => writeIndented(writeConfiguration(stored, build))
  yield [`${policy}/${rulesFile}`, writeIndented(rules(storage))]
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

/** The rule sets, and the properties that the policy defines itself where there are any. */
function rules({ ruleSets, userProperties }: Storage): Element {
  const own = userProperties.size === 0 ? [] : [element('userDefinedPropertys', {}, [...userProperties.values()])]
  return element('ruleGroups', {}, [...own, ...ruleSets.map(writeRuleGroup)])
}
