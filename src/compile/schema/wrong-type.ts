import type { ErrorObject } from 'ajv'
import type { DocumentPath } from '../../source/place.ts'
import { FORMS } from '../../model/forms/forms.ts'
import type { SchemaProblem } from '../../source/validator.ts'
import type { Values } from '../documents/documents.ts'
import { isMap } from '../documents/sheet.ts'
import { quoted } from '../wording/phrase.ts'
import { described, hint, isOfSecret } from './described.ts'

/** What a field of another type than its value's is: its types in words, and what its schema says about it. */
interface Wanted {
  readonly types: readonly string[]
  readonly schema: Values
  /** Whether it is an entry of a list. */
  readonly isEntry: boolean
}

/** What is said of a value beside that it is of the wrong type; nothing where what was meant cannot be told. */
type Advice = Pick<SchemaProblem, 'help' | 'instead' | 'unquoted'>

/** Says which type a value should have, and how what is there is written as one, as far as that can be told. */
export function wrongType(error: ErrorObject, path: DocumentPath): SchemaProblem {
  const found: unknown = error.data
  const schema = isMap(error.parentSchema) ? error.parentSchema : {}
  const isSecret = isOfSecret(schema)
  const names = [error.params['type']].flat().map(String)
  const types = names.filter((name) => name !== 'null').map((name) => TYPE_NAMES[name] ?? name)
  return {
    code: 'SCHEMA-TYPE',
    path,
    part: 'value',
    message: `expected ${listed(types)}, found ${isSecret ? 'something else' : described(found)}`,
    ...(isSecret ? hint(schema) : adviceOn(found, { types, schema, isEntry: typeof path.at(-1) === 'number' })),
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`
}

function adviceOn(found: unknown, wanted: Wanted): Advice {
  const { types, isEntry } = wanted
  if (types.includes('true or false')) return asTruth(found)
  if (types.includes('a whole number') || types.includes('a number')) return asNumber(found, wanted)
  if (types.includes('a text') && (typeof found === 'number' || typeof found === 'boolean'))
    return asText(String(found), wanted)
  if (types.includes('a list')) return asList(found, wanted)
  return types.includes('a map') ? asMap(found, wanted) : unlisted(found, isEntry)
}

/** Quotes are all that is missing where the text in them would do. */
function asText(text: string, { schema }: Wanted): Advice {
  const form = FORMS[String(schema['format'])]
  if (form !== undefined && !form.fits(text)) return { help: `write it like ${form.like}` }
  const { pattern } = schema
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(text)) return hint(schema) ?? {}
  return { help: `put it in quotes: '${text}'`, unquoted: true }
}

/** Other versions of YAML read more texts as a truth value. */
function asTruth(found: unknown): Advice {
  const text = String(found)
  const isTrue = /^(?:true|yes|on|y)$/i.test(text)
  if (typeof found !== 'string' || !(isTrue || /^(?:false|no|off|n)$/i.test(text)))
    return { help: 'write true or false, without quotes' }
  return { help: `write ${isTrue}, without quotes`, instead: isTrue }
}

function asNumber(found: unknown, { schema }: Wanted): Advice {
  const unit = unitOf(schema)
  const like = Array.isArray(schema['examples']) ? `, like ${String(schema['examples'][0])}` : ''
  const alone = unit === undefined ? 'write the number alone' : `it is in ${unit}: write their number alone`
  const text = typeof found === 'string' ? found.trim() : ''
  if (/^-?[1-9]\d{0,2}(?:_?\d{3})*$|^-?\d{1,15}$/.test(text)) {
    const number = Number(text.replaceAll('_', ''))
    return { help: `write ${number}, without quotes`, instead: number }
  }
  const amount = unit === undefined ? undefined : amountIn(unit, text)
  if (amount !== undefined) return { help: `it is in ${unit}: write ${amount}`, instead: amount }
  return { help: `${alone}${like}` }
}

/** The unit of a field: its title has it in brackets, or its description begins with it. */
function unitOf({ title, description }: Values): string | undefined {
  return /\((seconds|minutes|hours|days)\)|^(seconds|minutes|hours|days)\b/im
    .exec(`${String(title)}\n${String(description)}`)
    ?.slice(1)
    .find((name) => name !== undefined)
    ?.toLowerCase()
}

/** How long units are, in seconds, by what they are abbreviated to. */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^s(?:ecs?|econds?)?$/i, 1],
  [/^m(?:ins?|inutes?)?$/i, 60],
  [/^h(?:rs?|ours?)?$/i, 3600],
  [/^d(?:ays?)?$/i, 86_400],
  [/^w(?:eeks?)?$/i, 604_800],
]

/** A text such as `5m` in another unit, where that is a whole number of them. */
function amountIn(unit: string, text: string): number | undefined {
  const [, digits, name = ''] = /^(\d{1,9})\s*([a-z]+)$/i.exec(text) ?? []
  const [from, to] = [name, unit].map((one) => UNITS.find(([names]) => names.test(one))?.[1])
  const amount = (Number(digits) * (from ?? Number.NaN)) / (to ?? Number.NaN)
  return Number.isInteger(amount) ? amount : undefined
}

function asList(found: unknown, { schema }: Wanted): Advice {
  if (isMap(found) || found === null) return { help: 'write a list: a line for each entry, which begins with "- "' }
  const items = isMap(schema['items']) ? schema['items'] : {}
  const texts = typeof found === 'string' ? partsOf(found, items) : [described(found)]
  return { help: `write it as a list: [${texts.map(inBrackets).join(', ')}]` }
}

/** The entries that a text most likely was meant to be: what has a form has no blank in it. */
function partsOf(text: string, { format }: Values): readonly string[] {
  const parts = text.split(format === undefined ? /[,;]/ : /[,;\s]/)
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

function inBrackets(text: string): string {
  return /^[\w./:-]+$/.test(text) && !/^[-:]|:$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`
}

function asMap(found: unknown, { types, schema }: Wanted): Advice {
  const keys = isMap(schema['properties']) ? Object.keys(schema['properties']) : []
  const named = keys.length === 0 ? 'names' : quoted(keys)
  const only = types.length === 1 ? 'write' : 'as a map, write'
  const dash = Array.isArray(found) ? ', without "- " before them' : ''
  return { help: `${only} ${named} below it, each with a colon and a value${dash}` }
}

function unlisted(found: unknown, isEntry: boolean): Advice {
  if (isEntry && Array.isArray(found) && found.length > 1)
    return { help: 'remove the brackets or the "- " around the inner list: each entry is a text of its own' }
  const only: unknown = Array.isArray(found) && found.length === 1 ? found[0] : undefined
  if (typeof only !== 'string') return { help: 'write one text, in quotes if it is not a plain word' }
  return { help: `write it without brackets: ${inBrackets(only)}`, instead: only }
}
