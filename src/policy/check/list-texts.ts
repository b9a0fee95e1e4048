import type { DesiredList } from '../../model/policy/list.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { valueAt } from '../../source/place.ts'
import { firstUnwritable } from '../documents/subscribed-list.ts'

/** Says which lists no text is written of that a web server could offer to subscribers. */
export function* listTexts(lists: readonly DesiredList[]): Generator<Diagnostic> {
  for (const list of lists) {
    const { name, entries, place } = list
    const index = firstUnwritable(list)
    const found = entries[index]
    if (found === undefined) continue
    yield {
      code: 'POL-LIST-TEXT',
      severity: 'info',
      message: `no text for subscribers is written of the list "${name}": the entry ${JSON.stringify(found.value)} has a quote, a backslash or a control character`,
      // A list that comes from a file of its own is known by the file, and its entries stand there.
      place: place.kind === 'file' ? valueAt(place.file, ['entries', index]) : place,
      why: 'nobody has documented how such a character stands in a subscribed list; the list itself is pushed all the same',
      help: 'remove the character from the entry or its description if the text is needed',
    }
  }
}
