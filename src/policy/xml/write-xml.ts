import type { XmlAttribute, XmlElement } from './element.ts'

/**
 * Writes a document as the product does: no declaration, two spaces a level, no newline at the end, `<x/>` and
 * `<x></x>` told apart, and in attributes only `&`, `<`, `"` and white space escaped. What is to stand inside another
 * document has an indent.
 */
export function writeXml(root: XmlElement, indent = ''): string {
  const lines: string[] = []
  addLines(root, indent, lines)
  return lines.join('\n')
}

function addLines({ name, attributes, content }: XmlElement, indent: string, lines: string[]): void {
  const tag = `${indent}<${name}${attributes.length === 0 ? '' : attributesText(attributes)}`
  switch (content.kind) {
    case 'empty':
      lines.push(`${tag}/>`)
      return
    case 'text':
      lines.push(`${tag}>${escapeText(content.text)}</${name}>`)
      return
    case 'elements': {
      const inner = `${indent}  `
      lines.push(`${tag}>`)
      for (const child of content.elements) addLines(child, inner, lines)
      lines.push(`${indent}</${name}>`)
      return
    }
    case 'lines':
      lines.push(`${tag}>`, content.at(`${indent}  `), `${indent}</${name}>`)
  }
}

function attributesText(attributes: readonly XmlAttribute[]): string {
  let text = ''
  for (const attribute of attributes) text += ` ${attribute[0]}="${escapeAttribute(attribute[1])}"`
  return text
}

const attributeEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\n': '&#xa;',
  '\r': '&#xd;',
  '\t': '&#x9;',
}

/** What has to be escaped; most texts have nothing of it. */
const inAttribute = /[&<"\n\r\t]/
const inText = /[&<\r]|\]\]>/

function escapeAttribute(text: string): string {
  if (!inAttribute.test(text)) return text
  return text.replaceAll(/[&<"\n\r\t]/g, (character) => attributeEscapes[character] ?? character)
}

/** A text as it stands between tags. */
export function escapeText(text: string): string {
  if (!inText.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;').replaceAll('\r', '&#xd;')
}
