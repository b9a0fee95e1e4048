import { childrenOf, elementsOf, type XmlElement } from './element.ts'
import { readXml } from './read-xml.ts'
import { writeXml } from './write-xml.ts'

/**
 * An exported rule set without the entries of the lists that it carries along. A list is an object of its own that many
 * rule sets may use: that somebody changes its entries is no change of any of them. What cannot be read stays whole.
 */
export function withoutEntries(text: string): string {
  const root = readXml({ path: 'export.xml', text }).value
  if (root === undefined) return text
  return writeXml(inside(root, 'lists', (lists) => inside(lists, 'entry', (entry) => inside(entry, 'list', emptied))))
}

/** The element with its children of a name changed. */
function inside(element: XmlElement, name: string, change: (child: XmlElement) => XmlElement): XmlElement {
  if (childrenOf(element, name).length === 0) return element
  const elements = elementsOf(element).map((child) => (child.name === name ? change(child) : child))
  return { ...element, content: { kind: 'elements', elements } }
}

function emptied(list: XmlElement): XmlElement {
  return inside(list, 'content', (content) => ({ ...content, content: { kind: 'empty' } }))
}
