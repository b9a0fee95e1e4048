import { onceForEach, onceForEachText } from '../../source/once-for-each.ts'
import type { StoredDocument, StoredProperty } from '../storage.ts'
import { WIRE } from '../wire-names.ts'
import { child, childrenNamed, element, textOf, type Element } from '../xml/element.ts'

/** The `configuration` element of a document, attributes and children in the order that exports have. */
export function writeConfiguration(document: StoredDocument, productBuild: string): Element {
  return written(document)(productBuild)
}

const written = onceForEach((document: StoredDocument) => onceForEachText((build) => configuration(document, build)))

function configuration(document: StoredDocument, productBuild: string): Element {
  const properties = [...document.properties].map(([key, property]) =>
    element('configurationProperty', {
      key,
      type: property.type,
      ...(property.listType === undefined ? {} : { listType: property.listType }),
      encrypted: String(property.encrypted),
      value: property.value,
    }),
  )
  return element(
    'configuration',
    {
      version: document.version,
      'mwg-version': productBuild,
      id: document.id,
      defaultRights: '2',
      templateId: document.type.replace(WIRE.vendorPrefix, WIRE.templatePrefix),
      name: document.title,
      targetId: document.type,
    },
    [
      element('acElements'),
      element('configurationProperties', {}, properties),
      element('description', {}, [document.description]),
    ],
  )
}

/**
 * What a `configuration` element makes of a document: it replaces the properties and the description, and the name
 * where it has one; who the document is stays as it was.
 */
export function readConfiguration(payload: Element, before: StoredDocument): StoredDocument | undefined {
  if (payload.name !== 'configuration') return undefined
  const container = child(payload, 'configurationProperties')
  if (container === undefined) return undefined
  const properties = new Map<string, StoredProperty>()
  for (const property of childrenNamed(container, 'configurationProperty')) {
    const { key } = property.attributes
    if (key === undefined) return undefined
    properties.set(key, readProperty(property, before.properties.get(key)))
  }
  const description = child(payload, 'description')
  return {
    ...before,
    title: payload.attributes['name'] ?? before.title,
    description: description === undefined ? before.description : textOf(description),
    properties,
  }
}

/** A property as it was sent; what it leaves out stays as it was. */
function readProperty({ attributes }: Element, before: StoredProperty | undefined): StoredProperty {
  const listType = attributes['listType'] ?? before?.listType
  const { encrypted } = attributes
  return {
    type: attributes['type'] ?? before?.type ?? `${WIRE.typePrefix}string`,
    ...(listType === undefined ? {} : { listType }),
    encrypted: encrypted === undefined ? (before?.encrypted ?? false) : encrypted === 'true',
    value: attributes['value'] ?? '',
  }
}
