import { childrenOf, elementsOf, type XmlElement } from './element.ts'
import { readXml } from './read-xml.ts'
import { writeXml } from './write-xml.ts'

/**
 * What tells an exported rule set from another one. Not the entries of the lists that it carries along: a list is an object
 * of its own that many rule sets may use, so that whoever changes its entries changes none of them. Nor which version of
 * the product wrote it, which an upgrade changes everywhere at once. What cannot be read stays whole.
 */
export function comparableExport(text: string, root = readXml({ path: 'export.xml', text }).value): string {
  if (root === undefined) return text
  const bare = inside(root, 'lists', (lists) => inside(lists, 'entry', (entry) => inside(entry, 'list', emptied)))
  return writeXml(withoutProduct(inside(bare, 'libraryObject', (object) => inside(object, 'version', unsaid))))
}

function withoutProduct(element: XmlElement): XmlElement {
  const attributes = element.attributes.filter(([name]) => name !== 'mwg-version')
  if (element.content.kind !== 'elements') return { ...element, attributes }
  return { ...element, attributes, content: { kind: 'elements', elements: elementsOf(element).map(withoutProduct) } }
}

/** The element with its children of a name changed. */
function inside(element: XmlElement, name: string, change: (child: XmlElement) => XmlElement): XmlElement {
  if (childrenOf(element, name).length === 0) return element
  const elements = elementsOf(element).map((child) => (child.name === name ? change(child) : child))
  return { ...element, content: { kind: 'elements', elements } }
}

function unsaid(element: XmlElement): XmlElement {
  return { ...element, content: { kind: 'empty' } }
}

function emptied(list: XmlElement): XmlElement {
  return inside(list, 'content', unsaid)
}
