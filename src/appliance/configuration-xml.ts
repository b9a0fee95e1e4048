import { onceForEach, onceForEachText } from '../source/once-for-each.ts'
import type { ConfigurationDocument, DocumentProperty } from './port.ts'
import { childOf, childrenOf, type XmlElement } from './xml.ts'

/** Reads a `<configuration>`: who it is and its properties, as a set, since their order means nothing. */
export function readConfiguration(root: XmlElement, id: string): ConfigurationDocument {
  return documentsIn(root)(id)
}

const documentsIn = onceForEach((root: XmlElement) => onceForEachText((id) => configuration(root, id)))

function configuration(root: XmlElement, id: string): ConfigurationDocument {
  const properties = childrenOf(childOf(root, 'configurationProperties'), 'configurationProperty').map(readProperty)
  return {
    id: root.attributes['id'] ?? id,
    name: root.attributes['name'] ?? '',
    properties: new Map(properties.map((property) => [property.key, property])),
  }
}

function readProperty(element: XmlElement): DocumentProperty {
  const { key = '', type = '', listType, encrypted, value } = element.attributes
  return {
    key,
    type,
    ...(listType === undefined ? {} : { listType }),
    encrypted: encrypted === 'true',
    // One inventory of real exports shows the value as a child; everything else has it as an attribute.
    value: value ?? childOf(element, 'value')?.text ?? '',
  }
}
