/**
 * An element of a document as the product writes it: either nothing inside (`<x/>`), or text (`<x></x>` included), or
 * elements. Attributes keep their order, which the product keeps too.
 */
export interface XmlElement {
  readonly name: string
  readonly attributes: readonly XmlAttribute[]
  readonly content: XmlContent
  /** Offset of the start tag in the text that it was read from. */
  readonly offset?: number
}

/** Name and decoded value. */
export type XmlAttribute = readonly [name: string, value: string]

/** What stands between the tags. */
export type XmlContent =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'elements'; readonly elements: readonly XmlElement[] }
  /** Elements as they stand at an indent, in a document that is written and never looked into. */
  | { readonly kind: 'lines'; readonly at: (indent: string) => string }

const nothing: XmlContent = { kind: 'empty' }

/** An element with other elements inside; written `<x/>` where there are none. */
export function parent(name: string, attributes: readonly XmlAttribute[], elements: readonly XmlElement[]): XmlElement {
  return { name, attributes, content: elements.length === 0 ? nothing : { kind: 'elements', elements } }
}

/** An element with text; written `<x></x>` where the text is empty. */
export function textElement(name: string, text: string): XmlElement {
  return { name, attributes: [], content: { kind: 'text', text } }
}

/** The elements inside. */
export function elementsOf(element: XmlElement | undefined): readonly XmlElement[] {
  return element?.content.kind === 'elements' ? element.content.elements : []
}

/** The first element inside with the name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return elementsOf(element).find((child) => child.name === name)
}

/** All elements inside with the name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return elementsOf(element).filter((child) => child.name === name)
}

/** The text inside; empty where there is none. */
export function textOf(element: XmlElement | undefined): string {
  return element?.content.kind === 'text' ? element.content.text : ''
}

/** The value of an attribute. */
export function attributeOf(element: XmlElement | undefined, name: string): string | undefined {
  return element?.attributes.find(([key]) => key === name)?.[1]
}

/** Attributes with a value; those that are undefined are left out. */
export function attributes(...given: readonly (readonly [string, string | undefined])[]): readonly XmlAttribute[] {
  return given.every(isGiven) ? given : given.filter(isGiven)
}

function isGiven(one: readonly [string, string | undefined]): one is XmlAttribute {
  return one[1] !== undefined
}
