import type { Words } from '../dialect/dialect.ts'

/** The value that a text stands for; undefined where it is none of the words that are known. */
export function valueOfWord(words: Words, text: string): string | undefined {
  return Object.entries(words).find(([, word]) => word === text)?.[0]
}

/** The text for a value; undefined where nobody has seen how it is written. */
export function wordForValue(words: Words, value: string): string | undefined {
  return Object.hasOwn(words, value) ? words[value] : undefined
}
