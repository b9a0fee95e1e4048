import { SaxesParser } from 'saxes'
import { DEEPEST_XML, hasTooManyElements, MOST_ELEMENTS } from '../../model/xml-bounds.ts'
import { checked, failed, type Checked } from '../../source/checked.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { onceForEachText } from '../../source/once-for-each.ts'
import type { SourceFile } from '../../source/source-file.ts'
import type { XmlAttribute, XmlContent, XmlElement } from './element.ts'
import { writeXml } from './write-xml.ts'
import { errorText } from '../../source/error-text.ts'

interface Open {
  readonly name: string
  readonly attributes: readonly XmlAttribute[]
  readonly offset: number
  /** Made for the first of them: of millions of elements most have none. */
  elements?: XmlElement[]
  text: string
}

const NO_ATTRIBUTES: readonly XmlAttribute[] = []
const EMPTY: XmlContent = { kind: 'empty' }

/**
 * Reads a document. Document types and entities are refused; a layout that is not the product's own is said, since
 * writing the document again would not give the same bytes.
 */
export function readXml(file: SourceFile): Checked<XmlElement> {
  const problems: Diagnostic[] = []
  const root = parse(file, problems)
  if (problems.length > 0 || root === undefined) return failed(problems)
  const written = writeXml(root)
  return checked(root, written === file.text ? [] : [otherLayout(file, written)])
}

function parse(file: SourceFile, problems: Diagnostic[]): XmlElement | undefined {
  const parser = new SaxesParser({ position: true })
  const open: Open[] = []
  const nameOf = onceForEachText((name) => name)
  let root: XmlElement | undefined
  let opened = 0
  const refuse = (message: string): never => {
    throw new Error(message)
  }
  parser.on('error', (error) => refuse(error.message.replace(/^(?:[^:]*:)?\d+:\d+: /, '').replace(/\.$/, '')))
  parser.on('doctype', () => refuse('a document type is not allowed here'))
  parser.on('opentagstart', () => (opened = parser.position))
  parser.on('opentag', (tag) => {
    if (open.length >= DEEPEST_XML) refuse(`the document is nested deeper than ${DEEPEST_XML} elements`)
    const offset = file.text.lastIndexOf('<', opened - 1)
    const attributes = Object.entries(tag.attributes)
    open.push({
      name: nameOf(tag.name),
      attributes: attributes.length > 0 ? attributes : NO_ATTRIBUTES,
      offset,
      text: '',
    })
  })
  parser.on('text', (text) => {
    const top = open.at(-1)
    if (top) top.text += text
  })
  parser.on('cdata', (text) => {
    const top = open.at(-1)
    if (top) top.text += text
  })
  parser.on('closetag', (tag) => {
    const top = open.pop()
    if (top === undefined) return
    const { name, attributes, offset } = top
    const element = { name, attributes, content: contentOf(top, tag.isSelfClosing), offset }
    const around = open.at(-1)
    if (around) (around.elements ??= []).push(element)
    else root = element
  })
  try {
    if (hasTooManyElements(file.text)) refuse(`the document has more than ${MOST_ELEMENTS} elements`)
    parser.write(file.text).close()
  } catch (error) {
    problems.push(broken(file, errorText(error), parser.position))
  }
  return root
}

function contentOf(open: Open, selfClosing: boolean): XmlContent {
  if (open.elements !== undefined) return { kind: 'elements', elements: open.elements }
  return selfClosing ? EMPTY : { kind: 'text', text: open.text }
}

function broken(file: SourceFile, message: string, position: number): Diagnostic {
  const end = Math.min(Math.max(position, 1), file.text.length)
  return {
    code: 'POL-XML',
    severity: 'error',
    message: `this is not a document of rule sets: ${message}`,
    place: { kind: 'range', file: file.path, start: Math.max(end - 1, 0), end },
    help: 'export the rule set from the UI once more and keep the file as it comes',
  }
}

function otherLayout({ path, text }: SourceFile, written: string): Diagnostic {
  let start = 0
  while (start < text.length && text[start] === written[start]) start++
  return {
    code: 'POL-XML-LAYOUT',
    severity: 'info',
    message: 'the file is not laid out as the product lays it out, so comments and white space are not kept',
    place: { kind: 'range', file: path, start, end: start + 1 },
    help: 'keep exports as they come from the UI',
  }
}
