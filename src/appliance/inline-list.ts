import { element, renderXml } from './xml-write.ts'
import { childOf, childrenOf, parseXml, textOf, type XmlElement } from './xml.ts'

/** The text of an inline list, opened: its entries, and everything around them that is kept as it is. */
export interface InlineList {
  readonly root: XmlElement
  readonly entries: readonly XmlElement[]
}

/** What a list has around its entries where the appliance has shown none yet: the smallest form that is known to work. */
const bare = element(
  'list',
  { classifier: 'Other', systemList: 'false', structuralList: 'false', defaultRights: '2' },
  [element('description'), element('content')],
)

/** Opens the text of a list-valued property; no text at all is a list without entries. */
export function openInlineList(text: string): InlineList | { readonly problem: string } {
  if (text.trim() === '') return { root: bare, entries: [] }
  const parsed = parseXml(text)
  if ('problem' in parsed) return { problem: `the list is no XML: ${parsed.problem}` }
  if (parsed.root.name !== 'list') return { problem: `expected <list>, found <${parsed.root.name}>` }
  return { root: parsed.root, entries: childrenOf(childOf(parsed.root, 'content'), 'listEntry') }
}

/** Writes an inline list with other entries; attributes, description and whatever else it has are kept. */
export function renderInlineList(list: InlineList, entries: readonly XmlElement[]): string {
  const content = element('content', {}, entries)
  const children = list.root.children.some(({ name }) => name === 'content')
    ? list.root.children.map((child) => (child.name === 'content' ? content : child))
    : [...list.root.children, content]
  return renderXml({ ...list.root, children })
}

/** The text of a simple entry. */
export function simpleText(entry: XmlElement): string | undefined {
  return childOf(entry, 'complexEntry') === undefined ? textOf(entry, 'entry') : undefined
}

/** A simple entry; the description of the one that it takes the place of is kept. */
export function simpleEntry(text: string, before: XmlElement | undefined): XmlElement {
  const description = childOf(before, 'description') ?? element('description')
  return element('listEntry', {}, [element('entry', {}, text), description])
}

/** The columns of a row, by key; undefined for a simple entry. */
export function columnsOf(entry: XmlElement): ReadonlyMap<string, XmlElement> | undefined {
  const row = childOf(entry, 'complexEntry')
  if (row === undefined) return undefined
  const columns = childrenOf(childOf(row, 'configurationProperties'), 'configurationProperty')
  return new Map(columns.map((column) => [column.attributes['key'] ?? '', column]))
}

/** A row with these columns; what else the row before it had is kept. */
export function rowEntry(columns: readonly XmlElement[], before: XmlElement | undefined): XmlElement {
  const properties = element('configurationProperties', {}, columns)
  const row = childOf(before, 'complexEntry')
  const kept = row ?? element('complexEntry', { defaultRights: '2' }, [element('acElements')])
  const around = kept.children.filter(({ name }) => name !== 'configurationProperties')
  const description = childOf(before, 'description') ?? element('description')
  return element('listEntry', {}, [{ ...kept, children: [...around, properties] }, description])
}
