/** What is named one by one; a cluster that answers nothing would fill a screen with the same reason. */
const MOST_NAMED = 3

/** What could not be read of a cluster, in a line. */
export function unseenWords(unseen: readonly string[]): string {
  const more = unseen.length - MOST_NAMED
  return `${unseen.slice(0, MOST_NAMED).join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}
