import type { XmlElement } from './element.ts'

/**
 * Writes a document as the product does: no declaration, two spaces a level, no newline at the end, `<x/>` and
 * `<x></x>` told apart, and in attributes only `&`, `<`, `"` and white space escaped.
 */
export function writeXml(root: XmlElement): string {
  return write(root, '')
}

function write({ name, attributes, content }: XmlElement, indent: string): string {
  let text = `${indent}<${name}`
  for (const attribute of attributes) text += ` ${attribute[0]}="${escapeAttribute(attribute[1])}"`
  switch (content.kind) {
    case 'empty':
      return `${text}/>`
    case 'text':
      return `${text}>${escapeText(content.text)}</${name}>`
    case 'elements': {
      const inner = `${indent}  `
      text += '>\n'
      for (const child of content.elements) {
        text += write(child, inner)
        text += '\n'
      }
      return `${text}${indent}</${name}>`
    }
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
  // Most texts have nothing of it.
  if (!/[&<\r]|\]\]>/.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;').replaceAll('\r', '&#xd;')
}
