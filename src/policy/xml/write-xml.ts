import type { XmlElement } from './element.ts'

/**
 * Writes a document as the product does: no declaration, two spaces a level, no newline at the end, `<x/>` and
 * `<x></x>` told apart, and in attributes only `&`, `<`, `"` and white space escaped.
 */
export function writeXml(root: XmlElement): string {
  const pieces: string[] = []
  write(root, '', pieces)
  return pieces.join('')
}

function write(element: XmlElement, indent: string, pieces: string[]): void {
  const { name, content } = element
  pieces.push(indent, '<', name)
  for (const [key, value] of element.attributes) pieces.push(' ', key, '="', escapeAttribute(value), '"')
  switch (content.kind) {
    case 'empty':
      pieces.push('/>')
      return
    case 'text':
      pieces.push('>', escapeText(content.text), '</', name, '>')
      return
    case 'elements':
      pieces.push('>\n')
      for (const child of content.elements) {
        write(child, `${indent}  `, pieces)
        pieces.push('\n')
      }
      pieces.push(indent, '</', name, '>')
  }
}

const attributeEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\n': '&#xa;',
  '\r': '&#xd;',
  '\t': '&#x9;',
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<"\n\r\t]/g, (character) => attributeEscapes[character] ?? character)
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;').replaceAll('\r', '&#xd;')
}
