/**
 * Levels of elements up to which a document is read, wherever it comes from: deeper than any policy, and a document beyond
 * it is refused before it costs anything. Whoever reads one asks here, so that what one part accepts no other refuses.
 */
export const DEEPEST_XML = 300

/** Levels that an answer of the REST interface has around the document that it carries. */
export const ANSWER_LEVELS = 10

/** Elements up to which an answer is read: more than 64 MiB of lists have, and fewer than what is made to fill the memory. */
export const MOST_ELEMENTS = 5_000_000

const SHORTEST_ELEMENT = '<a/>'.length

/** Whether a text has the beginnings of more elements than are read. It is asked before reading, since only that costs much. */
export function hasTooManyElements(text: string): boolean {
  if (text.length <= MOST_ELEMENTS * SHORTEST_ELEMENT) return false
  let count = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) if (isOpening(text, at)) count += 1
  return count > MOST_ELEMENTS
}

/** Whether an element begins at a `<`, and neither its end, a comment, a section nor an instruction. */
function isOpening(text: string, at: number): boolean {
  return !'/!?'.includes(text.charAt(at + 1))
}
