import { onceForEach } from '../../source/once-for-each.ts'
import type { Element } from './element.ts'

/** Nearly every name and value: nothing in it has to be escaped or dropped. */
const PLAIN = /^[\w .:;,/()@+*=#?'-]*$/

/** Text inside an element; `>` is escaped too, since a client looks for it in that form. */
export function escapeText(text: string): string {
  if (PLAIN.test(text)) return text
  return dropForbidden(text).replace(/[&<>]/g, referenceTo)
}

/** Text inside an attribute, as seen in exports: `>` stays bare, line ends are references. */
export function escapeAttribute(text: string): string {
  if (PLAIN.test(text)) return text
  return dropForbidden(text).replace(/[&<"\t\n\r]/g, referenceTo)
}

const REFERENCES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\t', '&#x9;'],
  ['\n', '&#xa;'],
  ['\r', '&#xd;'],
])

function referenceTo(character: string): string {
  return REFERENCES.get(character) ?? character
}

/** Writes an element on one line, as the wrapper of a reply is. */
export function writeCompact(element: Element): string {
  const [start, end] = tags(element)
  if (end === '') return start
  const inner = element.children.map((part) => (typeof part === 'string' ? escapeText(part) : writeCompact(part)))
  return start + inner.join('') + end
}

/** Writes an element as payloads are written: two spaces of indentation, line feeds, no declaration. */
export const writeIndented = onceForEach((element: Element): string => indentedFrom(element, 0))

function indentedFrom(element: Element, depth: number): string {
  const indent = '  '.repeat(depth)
  const [start, end] = tags(element)
  if (end === '') return `${indent}${start}`
  const elements = element.children.filter((part) => typeof part !== 'string')
  if (elements.length === 0) return indent + start + element.children.map(String).map(escapeText).join('') + end
  const lines = elements.map((part) => indentedFrom(part, depth + 1))
  return `${indent}${start}\n${lines.join('\n')}\n${indent}${end}`
}

function tags({ name, attributes, children }: Element): readonly [start: string, end: string] {
  let start = `<${name}`
  for (const [key, value] of Object.entries(attributes)) start += ` ${key}="${escapeAttribute(value)}"`
  return children.length === 0 ? [`${start}/>`, ''] : [`${start}>`, `</${name}>`]
}

/** Drops what no XML document may contain, so that an odd value never makes an answer unreadable. */
function dropForbidden(text: string): string {
  if (/^[\t\n\r -~]*$/.test(text)) return text
  // oxlint-disable-next-line no-control-regex -- these characters are the subject
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
}
