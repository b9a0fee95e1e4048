import type { ListEntry } from '../../model/list-entry.ts'
import { onceForEach, onceForEachText } from '../../source/once-for-each.ts'
import type { XmlElement } from './element.ts'
import { encodeEntries, plainEntry, type EncodeEntries } from './encode-objects.ts'
import { escapeText, writeXml } from './write-xml.ts'

/**
 * A way to make the contents of lists for several documents that are only written: a list may have many thousand
 * entries and be in every document, so its lines are put together once for each indent.
 */
export function sharedEntries(): EncodeEntries {
  return onceForEach((list): XmlElement => {
    if (list.entries.length === 0) return encodeEntries(list)
    const at = onceForEachText((indent) => linesOf(list.entries, indent))
    return { name: 'content', attributes: [], content: { kind: 'lines', at } }
  })
}

/** A character that no document has. */
const BLANK = '\uE000'

/** The form of an entry is written once, and each of them into its blanks. */
function linesOf(entries: readonly ListEntry[], indent: string): string {
  const [before, between, after] = writeXml(plainEntry(BLANK, BLANK), indent).split(BLANK)
  return entries
    .map(({ value, description }) => `${before}${escapeText(value)}${between}${escapeText(description)}${after}`)
    .join('\n')
}
