import type { Value } from '../../policy/evaluate/compare.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { boolean, mapOf, reject, sequenceOf, text, type Read, type Reading } from '../../source/fields.ts'

/** What a shorthand says, by what a property can hold of it. */
type Said = ReadonlyMap<string, Value>

const readValue: Read<Value> = (value, at) => {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return boolean(value, at)
  return Array.isArray(value) ? sequenceOf(text)(value, at) : text(value, at)
}

/**
 * Reads what a test says of a request: values by property, and `user`, `groups` and `time` in place of the properties
 * that the words know to hold them. A property that is given twice is a mistake, since one of the two would be ignored.
 */
export function readRequest(vocabulary: Vocabulary): Read<ReadonlyMap<string, Value>> {
  return (value, at) => {
    const written = mapOf(readValue)(value, at)
    if (written === undefined) return undefined
    const request = new Map([...written].filter(([name]) => !Object.hasOwn(shorthands, name)))
    for (const [name, read] of Object.entries(shorthands)) {
      if (!written.has(name)) continue
      const own = at.below(name)
      for (const [part, held] of read(written.get(name), own) ?? []) give(request, part, held, vocabulary, own)
    }
    return request
  }
}

function give(request: Map<string, Value>, part: string, value: Value, vocabulary: Vocabulary, at: Reading): void {
  const holding = vocabulary.words('properties').filter(({ holds }) => holds === part)
  if (holding.length === 0)
    reject(at, `no property is known to hold the ${part}`, 'write the property that your criteria read in its place')
  for (const { name } of holding)
    if (request.has(name)) reject(at, `"${name}" is given as well, and holds the ${part}`, 'give one of the two')
    else request.set(name, value)
}

const shorthands: Readonly<Record<string, Read<Said>>> = {
  user: (value, at) => held('user', text(value, at)),
  groups: (value, at) => held('groups', sequenceOf(text)(value, at)),
  time: (value, at) => {
    const written = text(value, at)
    return written === undefined ? undefined : readTime(written, at)
  },
}

function held(part: string, value: Value | undefined): Said | undefined {
  return value === undefined ? undefined : new Map([[part, value]])
}

/** The parts of a time by the appliance's own clock; a second that is not written is not known. */
function readTime(written: string, at: Reading): Said | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(written)
  const instant = Date.parse(`${written}Z`)
  // A day that no calendar has would be counted on into the next month.
  if (found === null || Number.isNaN(instant) || !new Date(instant).toISOString().startsWith(written))
    return reject(at, `"${written}" is no time`, 'write it as 2027-01-15T21:30, by the clock of the appliance')
  const parts = ['year', 'month', 'day', 'hour', 'minute', 'second']
  return new Map(
    parts.flatMap((part, index) => {
      const digits = found[index + 1]
      return digits === undefined ? [] : [[part, Number(digits)] as const]
    }),
  )
}
