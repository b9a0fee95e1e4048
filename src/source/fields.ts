import type { Diagnostic } from './diagnostic.ts'
import { below as stepBelow, keyAt, valueAt, type DocumentPath, type PathStep } from './place.ts'
import { askingFor, didYouMean, suggest } from './suggest.ts'

/** Turns a plain value into what it has to be, or reports why it is not and gives undefined. */
export type Read<Value> = (value: unknown, at: Reading) => Value | undefined

/** Where a value stands, and where to put what is wrong with it. Few are asked for the path, so it is made on demand. */
export class Reading {
  readonly file: string
  readonly problems: Diagnostic[]
  readonly #around: Reading | undefined
  readonly #step: PathStep
  #path: DocumentPath | undefined

  constructor(file: string, problems: Diagnostic[], around?: Reading, step: PathStep = '') {
    this.file = file
    this.problems = problems
    this.#around = around
    this.#step = step
  }

  get path(): DocumentPath {
    this.#path ??= this.#around === undefined ? [] : stepBelow(this.#around.path, this.#step)
    return this.#path
  }

  /** One step further into the document. */
  below(step: PathStep): Reading {
    return new Reading(this.file, this.problems, this, step)
  }
}

/** The fields of a map; every field that is not asked for before {@link Fields.done} is unknown and said to be so. */
export interface Fields {
  required<Value>(key: string, read: Read<Value>): Value | undefined
  optional<Value>(key: string, read: Read<Value>): Value | undefined
  /** Whether a key is not written: not with another value than it may have either, and not misspelt. */
  lacks(key: string): boolean
  /** Reports the keys that nobody asked for; one that is meant for a key that is missing is reported in its place. */
  done(): void
}

/** Starts reading a parsed file; problems are collected, all of them. */
export function startReading(file: string): Reading {
  return new Reading(file, [])
}

/** Reports a value that is not what it has to be. */
export function reject(at: Reading, message: string, help?: string): undefined {
  at.problems.push({
    code: 'SCHEMA-VALUE',
    severity: 'error',
    message,
    place: valueAt(at.file, at.path),
    ...(help === undefined ? {} : { help }),
  })
  return undefined
}

/** Any text. */
export const text: Read<string> = (value, at) =>
  typeof value === 'string'
    ? value
    : reject(at, `expected a text, found ${nameOfType(value)}`, isPlain(value) ? 'put it in quotes' : 'write one text')

/** True or false. */
export const boolean: Read<boolean> = (value, at) =>
  typeof value === 'boolean'
    ? value
    : reject(at, `expected true or false, found ${nameOfType(value)}`, 'write true or false, without quotes')

/** A whole number between two bounds, both included. */
export function integer(least: number, most: number): Read<number> {
  const expected = least === most ? `${least}` : `a whole number from ${least} to ${most}`
  return (value, at) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : reject(at, `expected ${expected}, found ${shown(value)}`, `write ${expected}, without quotes and unit`)
}

/** One of some texts. */
export function oneOf<const Choice extends string>(choices: readonly Choice[]): Read<Choice> {
  const expected = choices.map((choice) => `"${choice}"`).join(' or ')
  return (value, at) =>
    choices.find((choice) => choice === value) ??
    reject(
      at,
      `expected ${expected}, found ${shown(value)}`,
      didYouMean(String(value), choices)?.help ?? 'write one of them',
    )
}

/** A sequence; what is wrong with one element does not hide what is wrong with the next. */
export function sequenceOf<Element>(read: Read<Element>): Read<readonly Element[]> {
  return (value, at) => {
    if (!Array.isArray(value))
      return reject(
        at,
        `expected a list, found ${nameOfType(value)}`,
        'write "- " before each entry, or [ ] around them',
      )
    const result: Element[] = []
    // What is read of an element may be a list itself, which stays one.
    value.forEach((element: unknown, index) => {
      const found = read(element, at.below(index))
      if (found !== undefined) result.push(found)
    })
    return result
  }
}

/** A map from free names to values of one kind, in the order of the file. */
export function mapOf<Value>(read: Read<Value>): Read<ReadonlyMap<string, Value>> {
  return (value, at) => {
    if (!isMap(value)) return noMap(value, at)
    const result = new Map<string, Value>()
    for (const [key, element] of Object.entries(value)) {
      const readElement = read(element, at.below(key))
      if (readElement !== undefined) result.set(key, readElement)
    }
    return result
  }
}

/** Opens a map whose keys are known. */
export function fieldsOf(value: unknown, at: Reading): Fields | undefined {
  if (!isMap(value)) return noMap(value, at)
  return new FieldsOfMap(value, at)
}

class FieldsOfMap implements Fields {
  readonly #map: Readonly<Record<string, unknown>>
  readonly #at: Reading
  readonly #asked = new Set<string>()
  readonly #missing = new Map<string, Diagnostic>()

  constructor(map: Readonly<Record<string, unknown>>, at: Reading) {
    this.#map = map
    this.#at = at
  }

  optional<Value>(key: string, read: Read<Value>): Value | undefined {
    this.#asked.add(key)
    return Object.hasOwn(this.#map, key) ? read(this.#map[key], this.#at.below(key)) : undefined
  }

  required<Value>(key: string, read: Read<Value>): Value | undefined {
    if (!Object.hasOwn(this.#map, key)) {
      reject(this.#at, `the key "${key}" is missing`, `add "${key}"`)
      const told = this.#at.problems.at(-1)
      if (told !== undefined) this.#missing.set(key, told)
    }
    return this.optional(key, read)
  }

  lacks(key: string): boolean {
    return !Object.hasOwn(this.#map, key) && !this.#unknown().some((other) => suggest(other, [key]) === key)
  }

  done(): void {
    const known = [...this.#asked].toSorted()
    const unknown = this.#unknown()
    const [only] = unknown.length === 1 && this.#missing.size === 1 ? this.#missing.keys() : []
    const strange: string[] = []
    for (const key of unknown) {
      const near = suggest(key, [...this.#missing.keys(), ...known])
      const meant = near ?? only
      // What is there under another name is not missing as well.
      if (meant === undefined) strange.push(key)
      else this.#at.problems.push(meantKey(this.#at, key, { meant, isNear: near !== undefined, known }))
      if (meant !== undefined) this.#retract(meant)
    }
    if (strange.length > 0) this.#at.problems.push(strangeKeys(this.#at, strange, known))
    this.#joinMissing()
  }

  #retract(key: string): void {
    const told = this.#missing.get(key)
    if (told !== undefined) this.#at.problems.splice(this.#at.problems.indexOf(told), 1)
    this.#missing.delete(key)
  }

  /** Says of all that is missing in one place what would be said of each. */
  #joinMissing(): void {
    const [first, ...others] = [...this.#missing.keys()]
    if (first === undefined || others.length === 0) return
    for (const key of [first, ...others]) this.#retract(key)
    const names = listed([first, ...others])
    reject(this.#at, `the keys ${names} are missing`, `add ${names}`)
  }

  #unknown(): readonly string[] {
    return Object.keys(this.#map).filter((key) => !this.#asked.has(key))
  }
}

/** What a key that is not known was most likely meant to be. */
interface Meant {
  readonly meant: string
  /** Whether it looks like it; otherwise it only stands in its place. */
  readonly isNear: boolean
  readonly known: readonly string[]
}

function meantKey(at: Reading, key: string, { meant, isNear, known }: Meant): Diagnostic {
  return isNear
    ? unknownKey(at, key, `unknown key "${key}"`, askingFor(meant, key))
    : unknownKey(
        at,
        key,
        `unknown key "${key}", and "${meant}" is missing`,
        `write "${meant}" in its place, if that is meant; known keys are ${known.join(', ')}`,
      )
}

function strangeKeys(at: Reading, [first = '', ...others]: readonly string[], known: readonly string[]): Diagnostic {
  const possible = `known keys are ${known.join(', ')}`
  if (others.length === 0) return unknownKey(at, first, `unknown key "${first}"`, possible)
  const help = `${possible}; a line above the first of them may be missing, or their indentation may be wrong`
  return unknownKey(at, first, `unknown keys ${listed([first, ...others])}`, help)
}

function unknownKey(at: Reading, key: string, message: string, help: string): Diagnostic {
  return { code: 'SCHEMA-UNKNOWN-KEY', severity: 'error', message, place: keyAt(at.file, [...at.path, key]), help }
}

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`)
  return `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1) ?? ''}`
}

function noMap(value: unknown, at: Reading): undefined {
  const help = 'write its keys below it, each with a colon and a value'
  return reject(at, `expected a map, found ${nameOfType(value)}`, help)
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean'
}

function nameOfType(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  if (typeof value === 'boolean') return 'true or false'
  return typeof value === 'string' ? 'a text' : 'a number'
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value) : nameOfType(value)
}
