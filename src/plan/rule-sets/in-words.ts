import type { Vocabulary } from '../../policy/vocabulary.ts'

/** The same, with words in the places of ids: an export of the repository may have been read by who knew fewer of them. */
export function inWords(value: unknown, words: Vocabulary): unknown {
  if (typeof value === 'string') return wordFor(value, words)
  if (Array.isArray(value)) return value.map((inner) => inWords(inner, words))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inWords(inner, words)]))
}

/** The word for an id; what is no id of the vocabulary stays what it is. */
export function wordFor(text: string, words: Vocabulary): string {
  for (const kind of WORD_KINDS) {
    const word = words.byId(kind, text)
    if (word !== undefined) return word.name
  }
  return text
}

const WORD_KINDS = ['properties', 'operators', 'actions', 'procedures', 'parameters', 'types'] as const
