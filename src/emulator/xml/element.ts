/** An XML element without namespaces: the interface has none, and reads past those that clients send. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
}

/** Makes an element; a child that is the empty text keeps the element from being closed in its start tag. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly (Element | string)[] = [],
): Element {
  return { name, attributes, children }
}

/** The first child element of that name. */
export function child(parent: Element, name: string): Element | undefined {
  for (const found of parent.children) if (typeof found !== 'string' && found.name === name) return found
  return undefined
}

/** All child elements, whatever their names. */
export function childElements(parent: Element): readonly Element[] {
  return parent.children.filter((found) => typeof found !== 'string')
}

/** The child elements of that name. */
export function childrenNamed(parent: Element, name: string): readonly Element[] {
  return childElements(parent).filter((found) => found.name === name)
}

/** The element without the blank text between the elements inside it; text of elements that hold nothing else stays. */
export function withoutBlanks(node: Element): Element {
  const elements = childElements(node)
  return elements.length === 0 ? node : element(node.name, node.attributes, elements.map(withoutBlanks))
}

/** The text directly inside an element. */
export function textOf(parent: Element | undefined): string {
  if (parent === undefined) return ''
  return parent.children.filter((part) => typeof part === 'string').join('')
}
