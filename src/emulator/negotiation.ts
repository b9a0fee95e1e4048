import type { Call } from './call.ts'
import { bodyText } from './call.ts'
import { answer, type HttpAnswer } from './http-message.ts'
import { WIRE } from './wire-names.ts'
import { child, childElements, element, textOf, type Element } from './xml/element.ts'
import { isElement, readXml } from './xml/read.ts'
import { escapeText, writeCompact, writeIndented } from './xml/write.ts'

/** One member of a collection, or the member resource itself. */
export interface Entry {
  readonly id?: string
  readonly title?: string
  readonly type?: string
  readonly listType?: string
  /** Further children by name, as feeds of rule sets have them. */
  readonly extra?: Readonly<Record<string, string>>
  /** Path of the resource below the base. */
  readonly path?: string
  readonly content?: Element | string
}

/** Whether the client wants nothing but the payload. */
export function wantsPayload(accept: string | undefined): boolean {
  return accept !== undefined && accept.toLowerCase().includes(WIRE.payloadOnly)
}

/** Answers with one member: wrapped, or only its payload. */
export function memberAnswer(call: Call, entry: Entry): HttpAnswer {
  if (!wantsPayload(call.request.headers['accept'])) return xmlAnswer(writeEntry(call.base, entry))
  const { content = '' } = entry
  return answer(200, WIRE.payloadOnly, typeof content === 'string' ? content : writeIndented(content))
}

/** Answers with a document of its own, whatever the client accepts. */
export function xmlAnswer(text: string): HttpAnswer {
  return answer(200, `${WIRE.xml};charset=UTF-8`, text)
}

/** Writes a member as clients look for it: no namespace, nothing between the elements. */
export function writeEntry(base: string, entry: Entry): string {
  const text = (name: string, value: string | undefined): string =>
    value === undefined ? '' : `<${name}>${escapeText(value)}</${name}>`
  const extra = Object.entries(entry.extra ?? {}).map(([name, value]) => text(name, value))
  const link =
    entry.path === undefined ? '' : writeCompact(element('link', { href: `${base}/${entry.path}`, rel: 'self' }))
  const head = text('id', entry.id) + text('title', entry.title) + text('type', entry.type)
  return `<entry>${head}${text('listType', entry.listType)}${extra.join('')}${link}${writeContent(entry.content)}</entry>`
}

function writeContent(content: Element | string | undefined): string {
  if (content === undefined) return ''
  return `<content>${typeof content === 'string' ? escapeText(content) : writeIndented(content)}</content>`
}

/** The payload element of a request: the body itself or what its wrapper holds; or why there is none. */
export function readPayload(call: Call): Element | { readonly problem: string } {
  const root = readXml(bodyText(call))
  if (!isElement(root)) return root
  if (isPayloadOnly(call) || root.name !== 'entry') return root
  const content = child(root, 'content')
  // A bare `entry` without content is not a wrapper; it is refused by whoever expected something else.
  if (content === undefined) return root
  return childElements(content)[0] ?? { problem: 'the content is empty' }
}

/** The text that a request carries for a property: the body itself or what its wrapper holds. */
export function readTextValue(call: Call): string | { readonly problem: string } {
  if (isPayloadOnly(call)) return bodyText(call)
  const root = readXml(bodyText(call))
  if (!isElement(root)) return root
  const content = root.name === 'entry' ? child(root, 'content') : undefined
  if (content === undefined) return { problem: 'no content' }
  if (childElements(content).length > 0) return { problem: 'the value must be escaped text, not elements' }
  return textOf(content)
}

function isPayloadOnly({ request }: Call): boolean {
  return (request.headers['content-type'] ?? '').toLowerCase().includes(WIRE.payloadOnly)
}
