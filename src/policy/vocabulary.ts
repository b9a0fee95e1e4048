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
  /** Whether a document for a real appliance may rest on the id. */
  readonly certain: boolean
}

/** Kinds of words of the policy language. */
export type WordKind = 'properties' | 'parameters' | 'operators' | 'actions' | 'types' | 'procedures'

/** The words of the policy language, from data: no id of the product stands in code. */
export interface Vocabulary {
  readonly words: (kind: WordKind) => readonly Word[]
  readonly byName: (kind: WordKind, name: string) => Word | undefined
  readonly byId: (kind: WordKind, id: string) => Word | undefined
  /** Parameters of a property or a procedure, in the order in which they are written. */
  readonly parametersOf: (name: string) => readonly Word[]
}

/** Makes a vocabulary of words; the parameters of `X` are named `X.Name`. */
export function vocabularyOf(words: Readonly<Record<WordKind, readonly Word[]>>): Vocabulary {
  const index = (key: (word: Word) => string | undefined): Record<WordKind, ReadonlyMap<string, Word>> => {
    const of = (kind: WordKind): ReadonlyMap<string, Word> =>
      new Map(words[kind].flatMap((word) => (key(word) === undefined ? [] : [[key(word) ?? '', word] as const])))
    return {
      properties: of('properties'),
      parameters: of('parameters'),
      operators: of('operators'),
      actions: of('actions'),
      types: of('types'),
      procedures: of('procedures'),
    }
  }
  const names = index(({ name }) => name)
  const ids = index(({ id }) => id)
  return {
    words: (kind) => words[kind],
    byName: (kind, name) => names[kind].get(name),
    byId: (kind, id) => ids[kind].get(id),
    parametersOf: (name) => words.parameters.filter((word) => word.name.slice(0, word.name.lastIndexOf('.')) === name),
  }
}

/** The words with the properties that a policy defines itself, so that their types are known. */
export function withOwnProperties(
  vocabulary: Vocabulary,
  own: readonly { readonly name: string; readonly type: string }[],
): Vocabulary {
  const words = own.map(({ name, type }) => ({ name, type, certain: true }))
  return vocabularyOf({
    properties: [...vocabulary.words('properties'), ...words],
    parameters: vocabulary.words('parameters'),
    operators: vocabulary.words('operators'),
    actions: vocabulary.words('actions'),
    types: vocabulary.words('types'),
    procedures: vocabulary.words('procedures'),
  })
}

/** The same words, without the ids that a document for a real appliance must not rest on. */
export function certainWords(vocabulary: Vocabulary): Vocabulary {
  const of = (kind: WordKind): readonly Word[] =>
    vocabulary.words(kind).map(({ id, ...word }) => (word.certain && id !== undefined ? { ...word, id } : word))
  return vocabularyOf({
    properties: of('properties'),
    parameters: of('parameters'),
    operators: of('operators'),
    actions: of('actions'),
    types: of('types'),
    procedures: of('procedures'),
  })
}

/** Start of the names of all properties that a policy defines itself. */
export const userDefined = 'User-Defined.'
