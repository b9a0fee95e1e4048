import type { XmlElement } from './element.ts'

/**
 * Writes a document as the product does: no declaration, two spaces a level, no newline at the end, `<x/>` and
 * `<x></x>` told apart, and in attributes only `&`, `<`, `"` and white space escaped.
 */
export function writeXml(root: XmlElement): string {
  return textOf(root, '')
}

function textOf(element: XmlElement, indent: string): string {
  const lines: string[] = []
  addLines(element, indent, lines)
  return lines.join('\n')
}

function addLines({ name, attributes, content }: XmlElement, indent: string, lines: string[]): void {
  let tag = `${indent}<${name}`
  for (const attribute of attributes) tag += ` ${attribute[0]}="${escapeAttribute(attribute[1])}"`
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
      for (const child of content.elements)
        if (child.texts === undefined) addLines(child, inner, lines)
        else lines.push(sharedText(child, child.texts, inner))
      lines.push(`${indent}</${name}>`)
    }
  }
}

function sharedText(element: XmlElement, texts: Map<string, string>, indent: string): string {
  const known = texts.get(indent)
  if (known !== undefined) return known
  const text = textOf(element, indent)
  texts.set(indent, text)
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

function escapeText(text: string): string {
  if (!inText.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;').replaceAll('\r', '&#xd;')
}
