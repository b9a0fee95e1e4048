import { child, childElements, type Element } from '../xml/element.ts'
import { isElement, readXml } from '../xml/read.ts'
import { readEntries, readListEntry } from './list.ts'

/**
 * The values that a property's text holds, for the cluster's own behaviour: the entries of an inline list (of rows,
 * the cell under `column` or the first one), else the text itself; nothing for an empty text.
 */
export function propertyValues(text: string, column?: string): readonly string[] {
  const trimmed = text.trim()
  if (trimmed === '') return []
  if (!trimmed.startsWith('<')) return [trimmed]
  const list = readXml(trimmed)
  if (!isElement(list)) return []
  const content = child(list, 'content')
  if (content === undefined) return []
  return childElements(content).flatMap((found) => {
    const entry = readListEntry(found)
    if (entry === undefined) return []
    const value = entry.row === undefined ? entry.value : cell(entry.row, column)
    return value === undefined || value === '' ? [] : [value]
  })
}

/** Whether a text is an inline list that can be read; anything that is not meant as a list passes. */
export function isReadableValue(text: string): boolean {
  if (!text.trim().startsWith('<list')) return true
  const list = readXml(text.trim())
  return isElement(list) && list.name === 'list' && readEntries(list) !== undefined
}

function cell(row: Element, column: string | undefined): string | undefined {
  const container = child(row, 'configurationProperties')
  if (container === undefined) return undefined
  const cells = childElements(container)
  const found = column === undefined ? cells[0] : cells.find(({ attributes }) => attributes['key'] === column)
  return found?.attributes['value']
}
