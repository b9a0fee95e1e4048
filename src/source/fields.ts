import type { Diagnostic } from './diagnostic.ts'
import { keyAt, valueAt, type DocumentPath } from './place.ts'

/** Turns a plain value into what it has to be, or reports why it is not and gives undefined. */
export type Read<Value> = (value: unknown, at: Reading) => Value | undefined

/** Where a value stands, and where to put what is wrong with it. */
export interface Reading {
  readonly file: string
  readonly path: DocumentPath
  readonly problems: Diagnostic[]
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
  return { file, path: [], problems: [] }
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
    return value.flatMap((element: unknown, index) => read(element, below(at, index)) ?? [])
  }
}

/** A map from free names to values of one kind, in the order of the file. */
export function mapOf<Value>(read: Read<Value>): Read<ReadonlyMap<string, Value>> {
  return (value, at) => {
    if (!isMap(value)) return reject(at, `expected a map, found ${nameOfType(value)}`)
    const result = new Map<string, Value>()
    for (const [key, element] of Object.entries(value)) {
      const readElement = read(element, below(at, key))
      if (readElement !== undefined) result.set(key, readElement)
    }
    return result
  }
}

/** Opens a map whose keys are known. */
export function fieldsOf(value: unknown, at: Reading): Fields | undefined {
  if (!isMap(value)) return reject(at, `expected a map, found ${nameOfType(value)}`)
  const asked = new Set<string>()
  const optional = <Value>(key: string, read: Read<Value>): Value | undefined => {
    asked.add(key)
    return Object.hasOwn(value, key) ? read(value[key], below(at, key)) : undefined
  }
  return {
    optional,
    required(key, read) {
      if (!Object.hasOwn(value, key)) reject(at, `the key "${key}" is missing`)
      return optional(key, read)
    },
    done() {
      for (const key of Object.keys(value)) if (!asked.has(key)) at.problems.push(unknownKey(at, key, asked))
    },
  }
}

function unknownKey(at: Reading, key: string, asked: ReadonlySet<string>): Diagnostic {
  return {
    code: 'SCHEMA-UNKNOWN-KEY',
    severity: 'error',
    message: `unknown key "${key}"`,
    place: keyAt(at.file, [...at.path, key]),
    help: `known keys are ${[...asked].toSorted().join(', ')}`,
  }
}

function below(at: Reading, step: string | number): Reading {
  return { ...at, path: [...at.path, step] }
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
