import { onceForEach } from '../source/once-for-each.ts'
import type { NumberRange } from './values/numbers.ts'

/** A word of the policy language with what is known of it. */
export interface Word {
  /** Name in the product's UI. */
  readonly name: string
  /** Id in rule set documents; absent where nobody knows it. */
  readonly id?: string
  /** Short name of the type of a property's value or of an operator's operand. */
  readonly type?: string
  /** Short name of the type of the elements, where the type is a list. */
  readonly listType?: string
  /** What can be written in its place while the id is not certain. */
  readonly instead?: string
  /** What of a request the property holds: `user`, `groups`, `url`, `client`, or a part of the time such as `hour`. */
  readonly holds?: string
  /** The least and the greatest number that the property can hold, where that is known. */
  readonly range?: NumberRange
  /** Whether a document for a real appliance may rest on the id. */
  readonly certain: boolean
}

/** Kinds of words of the policy language. */
export type WordKind = 'properties' | 'parameters' | 'operators' | 'actions' | 'types' | 'procedures'

/** Kinds of words whose names may be several words of a text: `matches in list`, `Stop Cycle`. */
export type PhraseKind = 'operators' | 'actions' | 'procedures'

/** The words of a name, in the order in which a text has them. */
export interface Phrase {
  readonly name: string
  readonly words: readonly string[]
}

/** The words of the policy language, from data: no id of the product stands in code. */
export interface Vocabulary {
  readonly words: (kind: WordKind) => readonly Word[]
  readonly byName: (kind: WordKind, name: string) => Word | undefined
  readonly byId: (kind: WordKind, id: string) => Word | undefined
  /** Parameters of a property or a procedure, in the order in which they are written. */
  readonly parametersOf: (name: string) => readonly Word[]
  /** The names that begin with a word, the longest first. */
  readonly phrasesFrom: (kind: PhraseKind, first: string) => readonly Phrase[]
}

type Words = Readonly<Record<WordKind, readonly Word[]>>

/** Makes a vocabulary of words; the parameters of `X` are named `X.Name`. */
export const vocabularyOf = onceForEach((words: Words): Vocabulary => {
  const names = ofEachKind((kind) => new Map(words[kind].map((word) => [word.name, word] as const)))
  const ids = ofEachKind(
    (kind) => new Map(words[kind].flatMap((word) => (word.id === undefined ? [] : [[word.id, word] as const]))),
  )
  const parameters = grouped(words.parameters, ({ name }) => name.slice(0, name.lastIndexOf('.')))
  const phrases = {
    operators: phrasesOf(words.operators),
    actions: phrasesOf(words.actions),
    procedures: phrasesOf(words.procedures),
  }
  return {
    words: (kind) => words[kind],
    byName: (kind, name) => names[kind].get(name),
    byId: (kind, id) => ids[kind].get(id),
    parametersOf: (name) => parameters.get(name) ?? [],
    phrasesFrom: (kind, first) => phrases[kind].get(first) ?? [],
  }
})

function ofEachKind<Made>(make: (kind: WordKind) => Made): Readonly<Record<WordKind, Made>> {
  return {
    properties: make('properties'),
    parameters: make('parameters'),
    operators: make('operators'),
    actions: make('actions'),
    types: make('types'),
    procedures: make('procedures'),
  }
}

function phrasesOf(words: readonly Word[]): ReadonlyMap<string, readonly Phrase[]> {
  const phrases = words.map(({ name }): Phrase => ({ name, words: name.split(' ') }))
  const longestFirst = phrases.toSorted((left, right) => right.words.length - left.words.length)
  return grouped(longestFirst, ({ words: [first = ''] }) => first)
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

/** The words with the properties that a policy defines itself, so that their types are known. */
export function withOwnProperties(
  vocabulary: Vocabulary,
  own: readonly { readonly name: string; readonly type: string }[],
): Vocabulary {
  if (own.length === 0) return vocabulary
  const words = own.map(({ name, type }): Word => ({ name, type, certain: true }))
  const properties = [...vocabulary.words('properties'), ...words]
  const byName = new Map(words.map((word) => [word.name, word]))
  return {
    ...vocabulary,
    words: (kind) => (kind === 'properties' ? properties : vocabulary.words(kind)),
    byName: (kind, name) => (kind === 'properties' ? byName.get(name) : undefined) ?? vocabulary.byName(kind, name),
  }
}

/** The same words, without the ids that a document for a real appliance must not rest on. */
export const certainWords = onceForEach(({ words }: Vocabulary): Vocabulary => {
  const certain = ({ id, ...word }: Word): Word => (word.certain && id !== undefined ? { ...word, id } : word)
  return vocabularyOf(ofEachKind((kind) => words(kind).map(certain)))
})

/** Start of the names of all properties that a policy defines itself. */
export const userDefined = 'User-Defined.'
