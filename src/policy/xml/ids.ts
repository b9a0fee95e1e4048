import { userDefined, type Vocabulary, type WordKind } from '../vocabulary.ts'
import { handleKey, type RuleSetExport } from './rule-set-export.ts'

/** A word that has to be written and has no id. */
export interface MissingWord {
  readonly kind: WordKind
  readonly name: string
}

/** Gives everything in one document its id; own objects share one counter, as they do on an appliance. */
export interface Ids {
  readonly vocabulary: Vocabulary
  readonly word: (kind: WordKind, name: string) => string
  readonly property: (name: string) => string
  readonly list: (name: string, type: string) => string
  readonly settings: (name: string) => string
  /** Id of an object by its {@link handleKey}. */
  readonly own: (key: string) => string
  readonly missing: () => readonly MissingWord[]
  /** Objects that are referred to and that the document does not define. */
  readonly undefined: () => readonly string[]
}

/** First number of a document that has none of its own; small numbers belong to what is shipped. */
const firstNumber = 7001

/** The ids of a document: those of the file that it came from, and new ones for what is new. */
export function idsFor(document: RuleSetExport, vocabulary: Vocabulary): Ids {
  const missing = new Map<string, MissingWord>()
  const word = (kind: WordKind, name: string): string => {
    const known = vocabulary.byName(kind, name)
    if (known === undefined) return name
    if (known.id === undefined) missing.set(`${kind} ${name}`, { kind, name })
    return known.id ?? name
  }
  const given = document.handles
  let last = firstNumber - 1
  for (const id of given?.values() ?? []) last = Math.max(last, numberIn(id))
  const made = new Map<string, string>()
  const own = (key: string, prefix = ''): string => {
    const id = given?.get(key) ?? made.get(key) ?? `${prefix}${++last}`
    made.set(key, id)
    return id
  }
  const lists = new Map<string, string>()
  for (const [index, list] of [...document.lists, ...document.tables].entries())
    setNew(lists, `${list.type} ${list.name}`, own(handleKey('list', index), `${word('types', list.type)}.`))
  const settings = new Map<string, string>()
  for (const [index, { name, target }] of document.settings.entries())
    setNew(settings, name, own(handleKey('settings', index), `${word('actions', target)}.`))
  const properties = new Map<string, string>()
  for (const [index, { name }] of document.properties.entries())
    setNew(properties, name, own(handleKey('property', index)))
  const dangling = new Set<string>()
  const outside = (what: string, name: string): string => {
    if (given === undefined && !isId(name)) dangling.add(`${what} "${name}"`)
    return name
  }
  return {
    vocabulary,
    word,
    own,
    property: (name) =>
      properties.get(name) ?? (name.startsWith(userDefined) ? outside('property', name) : word('properties', name)),
    list: (name, type) => lists.get(`${type} ${name}`) ?? outside('list', name),
    settings: (name) => settings.get(name) ?? outside('settings', name),
    missing: () => [...missing.values()],
    undefined: () => [...dangling],
  }
}

/** What a file refers to without defining it is called by its id there: an object that the appliance has of itself. */
function isId(name: string): boolean {
  return /^\w+(\.\w+){2,}$/.test(name)
}

function setNew(map: Map<string, string>, key: string, value: string): void {
  if (!map.has(key)) map.set(key, value)
}

function numberIn(id: string): number {
  const digits = /(?<!\d)\d+$/.exec(id)?.[0]
  return digits === undefined || digits.length > 9 ? 0 : Number(digits)
}
