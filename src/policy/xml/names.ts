import type { Vocabulary, WordKind } from '../vocabulary.ts'
import { attributeOf, childOf, childrenOf, elementsOf, type XmlElement } from './element.ts'

/** Turns the ids of one file into names: built-in ones by the vocabulary, the file's own ones by its definitions. */
export interface Names {
  readonly vocabulary: Vocabulary
  readonly word: (kind: WordKind, id: string) => string
  readonly list: (id: string) => { readonly name: string; readonly type: string } | undefined
  readonly settings: (id: string) => string
  readonly property: (id: string) => string
  /** Takes the id down as used; what is not defined is reported at the end. */
  readonly undefinedIds: ReadonlyMap<string, XmlElement>
}

/** Collects the definitions of a document. */
export function namesOf(root: XmlElement, vocabulary: Vocabulary): Names {
  const word = (kind: WordKind, id: string): string => vocabulary.byId(kind, id)?.name ?? id
  const lists = new Map(
    childrenOf(childOf(root, 'lists'), 'entry').flatMap((entry) => {
      const list = childOf(entry, 'list')
      const type = word('types', attributeOf(list, 'typeId') ?? '')
      return [[attributeOf(list, 'id') ?? '', { name: attributeOf(list, 'name') ?? '', type }] as const]
    }),
  )
  const settings = nameById(childOf(root, 'configurations'))
  const properties = nameById(childOf(root, 'userDefinedPropertys'))
  const dangling = new Map<string, XmlElement>()
  collectDangling(root, (kind, id) => (kind === 'list' ? lists.has(id) : settings.has(id)), dangling)
  return {
    vocabulary,
    word,
    list: (id) => lists.get(id),
    settings: (id) => settings.get(id) ?? id,
    property: (id) => properties.get(id) ?? word('properties', id),
    undefinedIds: dangling,
  }
}

function nameById(container: XmlElement | undefined): ReadonlyMap<string, string> {
  return new Map(
    elementsOf(container).map((child) => [attributeOf(child, 'id') ?? '', attributeOf(child, 'name') ?? ''] as const),
  )
}

function collectDangling(
  element: XmlElement,
  isDefined: (kind: 'list' | 'settings', id: string) => boolean,
  into: Map<string, XmlElement>,
): void {
  const list = element.name === 'listValue' ? attributeOf(element, 'id') : undefined
  if (list !== undefined && !isDefined('list', list)) into.set(list, element)
  const settings = attributeOf(element, 'configurationId')
  if (settings !== undefined && !isDefined('settings', settings)) into.set(settings, element)
  for (const child of elementsOf(element)) collectDangling(child, isDefined, into)
}
