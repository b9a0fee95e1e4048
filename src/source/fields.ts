import type { Diagnostic } from './diagnostic.ts'
import { below as stepBelow, keyAt, valueAt, type DocumentPath, type PathStep } from './place.ts'
import { didYouMean } from './suggest.ts'

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
  /** Reports the keys that nobody asked for. */
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
  typeof value === 'string' ? value : reject(at, `expected a text, found ${nameOfType(value)}`)

/** True or false. */
export const boolean: Read<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : reject(at, `expected true or false, found ${nameOfType(value)}`)

/** A whole number between two bounds, both included. */
export function integer(least: number, most: number): Read<number> {
  return (value, at) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : reject(at, `expected a whole number from ${least} to ${most}, found ${shown(value)}`)
}

/** One of some texts. */
export function oneOf<const Choice extends string>(choices: readonly Choice[]): Read<Choice> {
  return (value, at) =>
    choices.find((choice) => choice === value) ??
    reject(at, `expected ${choices.map((choice) => `"${choice}"`).join(' or ')}, found ${shown(value)}`)
}

/** A sequence; what is wrong with one element does not hide what is wrong with the next. */
export function sequenceOf<Element>(read: Read<Element>): Read<readonly Element[]> {
  return (value, at) => {
    if (!Array.isArray(value)) return reject(at, `expected a sequence, found ${nameOfType(value)}`)
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
    if (!isMap(value)) return reject(at, `expected a map, found ${nameOfType(value)}`)
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
  if (!isMap(value)) return reject(at, `expected a map, found ${nameOfType(value)}`)
  return new FieldsOfMap(value, at)
}

class FieldsOfMap implements Fields {
  readonly #map: Readonly<Record<string, unknown>>
  readonly #at: Reading
  readonly #asked: string[] = []

  constructor(map: Readonly<Record<string, unknown>>, at: Reading) {
    this.#map = map
    this.#at = at
  }

  optional<Value>(key: string, read: Read<Value>): Value | undefined {
    this.#asked.push(key)
    return Object.hasOwn(this.#map, key) ? read(this.#map[key], this.#at.below(key)) : undefined
  }

  required<Value>(key: string, read: Read<Value>): Value | undefined {
    if (!Object.hasOwn(this.#map, key)) reject(this.#at, `the key "${key}" is missing`)
    return this.optional(key, read)
  }

  done(): void {
    for (const key of Object.keys(this.#map))
      if (!this.#asked.includes(key)) this.#at.problems.push(unknownKey(this.#at, key, this.#asked))
  }
}

function unknownKey(at: Reading, key: string, asked: readonly string[]): Diagnostic {
  const known = [...new Set(asked)].toSorted()
  return {
    code: 'SCHEMA-UNKNOWN-KEY',
    severity: 'error',
    message: `unknown key "${key}"`,
    place: keyAt(at.file, [...at.path, key]),
    help: didYouMean(key, known)?.help ?? `known keys are ${known.join(', ')}`,
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nameOfType(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a sequence'
  return typeof value === 'object' ? 'a map' : `a ${typeof value}`
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value) : nameOfType(value)
}
