import type { XmlElement } from './xml.ts'

/** Whether XML can carry a text at all: control characters and broken surrogates have no form in it. */
export function isWritable(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const point = text.codePointAt(at) ?? 0
    if (point < 0x20 && point !== 0x9 && point !== 0xa && point !== 0xd) return false
    if ((point >= 0xd800 && point <= 0xdfff) || point === 0xfffe || point === 0xffff) return false
    if (point > 0xffff) at += 1
  }
  return true
}

/** Escapes character data; `>` too, since clients are known to rely on it in property values. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xd;')
}

/** Escapes an attribute's value as the product does: line ends and tabs as references, `>` bare. */
export function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#xa;')
    .replaceAll('\r', '&#xd;')
    .replaceAll('\t', '&#x9;')
}

/** Elements that the product writes as an open and a close tag when they are empty; others close themselves. */
const openWhenEmpty = new Set(['description', 'entry', 'name', 'title', 'string'])

/** Writes an element as the product does: two spaces a level, line feeds, no declaration. */
export function renderXml(element: XmlElement, indent = ''): string {
  const attributes = Object.entries(element.attributes)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('')
  const head = `${indent}<${element.name}${attributes}`
  if (element.children.length > 0) {
    const inner = element.children.map((child) => renderXml(child, `${indent}  `)).join('\n')
    return `${head}>\n${inner}\n${indent}</${element.name}>`
  }
  if (element.text === '' && !openWhenEmpty.has(element.name)) return `${head}/>`
  return `${head}>${escapeText(element.text)}</${element.name}>`
}

/** An element as a value, for writing. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  content: string | readonly XmlElement[] = '',
): XmlElement {
  return typeof content === 'string'
    ? { name, attributes, children: [], text: content }
    : { name, attributes, children: content, text: '' }
}
