import { SaxesParser } from 'saxes'
import { onceForEachText, onceForRecentTexts } from '../source/once-for-each.ts'
import { ANSWER_LEVELS, DEEPEST_XML, hasTooManyElements, MOST_ELEMENTS } from '../model/xml-bounds.ts'
import { errorText } from '../source/error-text.ts'

/** An element of an XML document: namespaces are dropped, as the product itself ignores them. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Character data directly inside, in one piece. */
  readonly text: string
}

/** What the reader accepts; the appliance is not trusted to be harmless. */
const MOST_DEPTH = DEEPEST_XML + ANSWER_LEVELS

/** Most characters of an answer that is kept with what was read of it, and how many are. */
const SHORT = 8192
const MOST_KEPT = 256

type Parsed = { readonly root: XmlElement } | { readonly problem: string }

/**
 * Reads an XML document, or says why it is none. DTDs are refused, and with them every entity but the five of XML:
 * nothing that the product writes needs one. A run asks for the same documents again and again, and mostly they are the same.
 */
export function parseXml(source: string): Parsed {
  return source.length > SHORT ? readDocument(source) : readAgain(source)
}

const readAgain = onceForRecentTexts(MOST_KEPT, readDocument)

function readDocument(source: string): Parsed {
  try {
    const root = readTree(source)
    return root === undefined ? { problem: 'there is no element in it' } : { root }
  } catch (error) {
    return { problem: errorText(error) }
  }
}

interface OpenElement {
  readonly name: string
  readonly attributes: XmlElement['attributes']
  /** Made for the first of them: of millions of elements most have none. */
  children?: XmlElement[]
  text: string
}

function readTree(source: string): XmlElement | undefined {
  const open: OpenElement[] = []
  let root: XmlElement | undefined
  if (hasTooManyElements(source)) throw new Error(`more than ${MOST_ELEMENTS} elements`)
  const nameOf = onceForEachText(localName)
  const attributesOf = sharingNone()
  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('a document type declaration is refused')
  })
  parser.on('opentag', (tag) => {
    if (open.length >= MOST_DEPTH) throw new Error(`elements nested deeper than ${MOST_DEPTH}`)
    open.push({ name: nameOf(tag.name), attributes: attributesOf(tag.attributes), text: '' })
  })
  parser.on('closetag', () => {
    const top = open.pop()
    if (top === undefined) return
    const closed = { name: top.name, attributes: top.attributes, children: top.children ?? NO_CHILDREN, text: top.text }
    const parent = open.at(-1)
    if (parent === undefined) root = closed
    else (parent.children ??= []).push(closed)
  })
  const addText = (text: string): void => {
    const current = open.at(-1)
    if (current !== undefined) current.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(source).close()
  return root
}

const NO_CHILDREN: readonly XmlElement[] = []

/** Attributes as they are; where there are none, the same none for every element. */
function sharingNone(): (attributes: XmlElement['attributes']) => XmlElement['attributes'] {
  let none: XmlElement['attributes'] | undefined
  return (attributes) => (Object.keys(attributes).length > 0 ? attributes : (none ??= attributes))
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name)
}

/** All children of that name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? []
}

/** Text of the first child of that name; empty where there is none. */
export function textOf(element: XmlElement | undefined, name: string): string {
  return childOf(element, name)?.text.trim() ?? ''
}

/** The first element of that name, however deep, in document order; the element itself counts. */
export function findDeep(element: XmlElement, name: string): XmlElement | undefined {
  if (element.name === name) return element
  for (const child of element.children) {
    const found = findDeep(child, name)
    if (found !== undefined) return found
  }
  return undefined
}
