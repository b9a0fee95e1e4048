import { SaxesParser } from 'saxes'
import { ANSWER_LEVELS, DEEPEST_XML } from '../../model/xml-bounds.ts'
import type { Element } from './element.ts'

const deepest = DEEPEST_XML + ANSWER_LEVELS

/** Reads a document or says why it is none. Prefixes are dropped; a document type is refused, since nobody needs one. */
export function readXml(text: string): Element | { readonly problem: string } {
  let problem: string | undefined
  let root: Element | undefined
  const open: { name: string; attributes: Record<string, string>; children: (Element | string)[] }[] = []
  const parser = new SaxesParser({ xmlns: false, fragment: false })
  const fail = (why: string): void => void (problem ??= why)
  parser.on('error', (error) => fail(error.message))
  parser.on('doctype', () => fail('a document type is not allowed'))
  parser.on('opentag', (tag) => {
    if (open.length >= deepest) fail('too deep')
    open.push({ name: localName(tag.name), attributes: tag.attributes, children: [] })
  })
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed === undefined) return
    const parent = open.at(-1)
    if (parent === undefined) root ??= closed
    else parent.children.push(closed)
  })
  const addText = (part: string): void => void open.at(-1)?.children.push(part)
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(text)
  if (problem === undefined) parser.close()
  if (problem !== undefined) return { problem }
  return root ?? { problem: 'no element' }
}

/** Whether reading gave a document. */
export function isElement(read: Element | { readonly problem: string }): read is Element {
  return 'name' in read
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
