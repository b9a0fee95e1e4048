import type { ListEntry, ObservedList } from '../model/observed.ts'
import { isSecretKey } from '../model/secret-key.ts'
import { fullTypeName, shortTypeName } from './product.ts'
import { element, renderXml } from './xml-write.ts'
import { childOf, childrenOf, type XmlElement } from './xml.ts'

/** Reads a `<list>` of the policy; one with a set-up of its own is subscribed (clients). A row of a complex list becomes its XML, in which secrets are blanked. */
export function readList(root: XmlElement): ObservedList {
  return {
    id: root.attributes['id'] ?? '',
    name: root.attributes['name'] ?? '',
    type: shortTypeName(root.attributes['typeId'] ?? ''),
    description: childOf(root, 'description')?.text ?? '',
    entries: childrenOf(childOf(root, 'content'), 'listEntry').map(readEntry),
    ...(childOf(root, 'setup') === undefined ? {} : { subscribed: true }),
  }
}

/** Writes a new list without entries: the smallest body that an appliance is known to take. */
export function renderNewList(name: string, type: string, description: string): string {
  const attributes = {
    name,
    typeId: fullTypeName(type),
    classifier: 'Other',
    systemList: 'false',
    structuralList: 'false',
    defaultRights: '2',
  }
  return renderXml(element('list', attributes, [element('description', {}, description), element('content')]))
}

/** Writes one simple entry. */
export function renderEntry(entry: ListEntry): string {
  const children = [element('entry', {}, entry.value), element('description', {}, entry.description)]
  return renderXml(element('listEntry', {}, children))
}

function readEntry(entry: XmlElement): ListEntry {
  const row = childOf(entry, 'complexEntry')
  const value = row === undefined ? (childOf(entry, 'entry')?.text ?? '') : renderXml(withoutSecrets(row))
  return { value, description: childOf(entry, 'description')?.text ?? '' }
}

function withoutSecrets(node: XmlElement): XmlElement {
  const { attributes } = node
  const isSecret = attributes['encrypted'] === 'true' || isSecretKey(attributes['key'] ?? '')
  const shown = isSecret ? { ...attributes, value: '' } : attributes
  return { ...node, attributes: shown, children: node.children.map(withoutSecrets) }
}
