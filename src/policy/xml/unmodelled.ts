import { elementsOf, type XmlAttribute, type XmlElement } from './element.ts'

/**
 * What an element had besides what Pader understands: other attributes, their order, other elements. Kept beside the
 * understood tree, so that a document is written back as it came. Children go by what they are called, so that what is
 * kept stays with its owner when something is added beside it.
 */
export interface UnmodelledXml {
  /** All attributes in their order; null = the value is the understood one. */
  readonly attributes?: readonly (readonly [name: string, value: string | null])[]
  /** All children in their order: keys of understood ones, and whole foreign elements. */
  readonly children?: readonly (string | XmlElement)[]
  /** The content as it was, where it is no list of elements. */
  readonly content?: XmlElement['content']
  readonly inside?: ReadonlyMap<string, UnmodelledXml>
}

/** What `original` has besides `understood`; undefined when nothing. {@link withUnmodelled} is its inverse. */
export function unmodelledOf(understood: XmlElement, original: XmlElement): UnmodelledXml | undefined {
  const attributes = otherAttributes(understood.attributes, original.attributes)
  const children = otherChildren(understood, original)
  if (attributes === undefined && children === undefined) return undefined
  return { ...(attributes === undefined ? {} : { attributes }), ...children }
}

/** The understood element with what was kept beside it. */
export function withUnmodelled(understood: XmlElement, kept: UnmodelledXml | undefined): XmlElement {
  if (kept === undefined) return understood
  const own = new Map(understood.attributes)
  const attributes =
    kept.attributes?.flatMap(([name, value]): XmlAttribute[] => {
      const text = value ?? own.get(name)
      return text === undefined ? [] : [[name, text]]
    }) ?? understood.attributes
  return { ...understood, attributes, content: contentWith(understood, kept) }
}

function contentWith(understood: XmlElement, kept: UnmodelledXml): XmlElement['content'] {
  if (kept.content !== undefined) return kept.content
  const inner = new Map(keyed(understood).map(([key, child]) => [key, withUnmodelled(child, kept.inside?.get(key))]))
  if (kept.children === undefined) {
    if (understood.content.kind !== 'elements') return understood.content
    return { kind: 'elements', elements: [...inner.values()] }
  }
  const added = [...inner.keys()].filter((key) => !kept.children?.includes(key))
  const elements = [...kept.children, ...added].flatMap((child) =>
    typeof child === 'string' ? (inner.get(child) ?? []) : [child],
  )
  return { kind: 'elements', elements }
}

function otherAttributes(
  understood: readonly XmlAttribute[],
  original: readonly XmlAttribute[],
): UnmodelledXml['attributes'] {
  const same =
    understood.length === original.length &&
    understood.every(([name, value], index) => original[index]?.[0] === name && original[index][1] === value)
  if (same) return undefined
  const own = new Map(understood)
  return original.map(([name, value]) => [name, own.get(name) === value ? null : value] as const)
}

function otherChildren(understood: XmlElement, original: XmlElement): Omit<UnmodelledXml, 'attributes'> | undefined {
  if (original.content.kind !== 'elements') {
    const same = JSON.stringify(understood.content) === JSON.stringify(original.content)
    return same ? undefined : { content: original.content }
  }
  const own = new Map(keyed(understood))
  const inside = new Map<string, UnmodelledXml>()
  const children = keyed(original).map(([key, child]) => {
    const counterpart = own.get(key)
    if (counterpart === undefined) return child
    const kept = unmodelledOf(counterpart, child)
    if (kept !== undefined) inside.set(key, kept)
    return key
  })
  const sameOrder = children.length === own.size && [...own.keys()].every((key, index) => children[index] === key)
  if (sameOrder && inside.size === 0) return undefined
  return { ...(sameOrder ? {} : { children }), ...(inside.size === 0 ? {} : { inside }) }
}

function keyed(element: XmlElement): readonly (readonly [string, XmlElement])[] {
  const seen = new Map<string, number>()
  return elementsOf(element).map((child) => {
    const called = child.attributes.find(([name]) => name === 'name' || name === 'key')?.[1] ?? ''
    const base = `${child.name} ${called}`
    const ordinal = seen.get(base) ?? 0
    seen.set(base, ordinal + 1)
    return [`${base} ${ordinal}`, child] as const
  })
}
