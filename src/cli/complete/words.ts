/** The words of a call up to the one that is being typed. */
export interface TypedWords {
  /** Without the program's own name. */
  readonly before: readonly string[]
  /** The word under the cursor as far as it is typed; empty for a new one. */
  readonly current: string
}

/**
 * Reads the words as a shell hands them over. Bash takes `=` for a word of its own, so that `--output=json` arrives as
 * three: they are put together again.
 */
export function readWords(cursor: number, words: readonly string[]): TypedWords {
  const typed = words.slice(1, cursor + 1)
  if (typed.length < cursor) typed.push('')
  const joined: string[] = []
  for (const word of typed) {
    const last = joined.at(-1)
    if (last !== undefined && (word === '=' || /^--[\w-]+=$/.test(last))) joined[joined.length - 1] = `${last}${word}`
    else joined.push(word)
  }
  return { before: joined.slice(0, -1), current: joined.at(-1) ?? '' }
}
