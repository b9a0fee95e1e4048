import type { ErrorObject } from 'ajv'
import type { DocumentPath } from '../../source/place.ts'
import type { SchemaProblem } from '../../source/validator.ts'
import { formProblem } from './form-problem.ts'
import { described, hint, isOfSecret } from './described.ts'
import { homeOf } from './homes-of-keys.ts'
import { askingFor, didYouMean, suggest } from '../../source/suggest.ts'
import { wrongType } from './wrong-type.ts'

/** Keys that only make sense in the host file: where to connect and as whom. */
const CONNECTION_KEYS = new Set(
  'user username password passwd credentials reader writer token apikey secret login host url baseurl endpoint tls pin fingerprint insecure remote connection'.split(
    ' ',
  ),
)

type Explain = (error: ErrorObject, path: DocumentPath) => SchemaProblem | undefined

/** Says in plain words what the schema library found; undefined for what another of its errors says better. */
export function explainSchemaError(error: ErrorObject, value: unknown): SchemaProblem | undefined {
  // What is wrong with a key is said by the error about the key, not by those about its letters.
  if (error.propertyName !== undefined && error.keyword !== 'propertyNames') return undefined
  // What each of several shapes lacks is said once, of all of them.
  if (error.schemaPath.includes('/oneOf/')) return undefined
  return EXPLANATIONS[error.keyword]?.(error, pathOf(error.instancePath, value))
}

const EXPLANATIONS: Readonly<Record<string, Explain>> = {
  additionalProperties: (error, path) => unknownKey(path, text(error.params['additionalProperty']), error),
  required: (error, path) => ({
    code: text(error.params['missingProperty']) === 'format' ? 'SCHEMA-FORMAT' : 'SCHEMA-MISSING-KEY',
    path,
    part: 'key',
    message: `"${text(error.params['missingProperty'])}" is missing`,
    help: `add "${text(error.params['missingProperty'])}"${meaning(error, text(error.params['missingProperty']))}`,
  }),
  type: (error, path) => wrongType(error, path),
  enum: (error, path) => notAllowed(error, path),
  const: (error, path) => ({
    code: 'SCHEMA-FORMAT',
    path,
    part: 'value',
    message: 'this format is not known to this version of pader',
    help: 'write "format: 1", or use the pader version that made the file',
    ...(error.data === '1' ? { help: 'write 1, without quotes', instead: 1 } : {}),
  }),
  oneOf: (error, path) => noneOf(error, path),
  pattern: (error, path) => wrongForm(error, path),
  format: (error, path) => formProblem(text(error.params['format']), text(error.data), path),
  propertyNames: (error, path) => ({
    code: 'SCHEMA-NAME',
    path: [...path, text(error.params['propertyName'])],
    part: 'key',
    message: `"${text(error.params['propertyName'])}" cannot be used as a name here`,
    ...hint(error.schema),
  }),
  minimum: (error, path) => outOfRange(error, path),
  maximum: (error, path) => outOfRange(error, path),
  uniqueItems: (error, path) => repeated(error, path),
  minItems: (error, path) => wrongLength(error, path),
  maxItems: (error, path) => wrongLength(error, path),
  minLength: (error, path) => wrongLength(error, path),
  maxLength: (error, path) => wrongLength(error, path),
  'false schema': (_error, path) => ({
    code: 'SCHEMA-CHOICE',
    path,
    part: 'key',
    message: `"${String(path.at(-1))}" stands beside "between", and only one of the two can be meant`,
    help: 'either "between", or "from" and "to"',
  }),
}

function unknownKey(path: DocumentPath, key: string, error: ErrorObject): SchemaProblem {
  const known = Object.keys(record(record(error.parentSchema)['properties']))
  const place = { path: [...path, key], part: 'key' } as const
  const meant = suggest(key, known)
  if (meant === undefined && CONNECTION_KEYS.has(key.toLowerCase().replaceAll(/[_-]/g, ''))) {
    const message = `"${key}" says how to connect, which a pull request must not be able to change`
    return { code: 'SCHEMA-CONNECTION-KEY', ...place, message }
  }
  const found = { code: 'SCHEMA-UNKNOWN-KEY', ...place, message: `the key "${key}" is not known here` }
  if (key === '<<')
    return { ...found, help: 'nothing is merged in; what nodes have in common goes into "defaults" or "templates"' }
  if (meant !== undefined) return { ...found, help: askingFor(meant, key), meant }
  const home = homeOf(key)
  if (home !== undefined) return { ...found, help: `"${key}" belongs ${home}` }
  return { ...found, help: `possible here: ${known.map((name) => `"${name}"`).join(', ')}` }
}

function notAllowed(error: ErrorObject, path: DocumentPath): SchemaProblem {
  const allowed = [error.params['allowedValues']].flat().map((value) => text(value))
  const near = typeof error.data === 'string' ? didYouMean(error.data, allowed) : undefined
  return {
    code: 'SCHEMA-VALUE',
    path,
    part: 'value',
    message: `${described(error.data)} is not possible here`,
    help: `possible: ${allowed.map((value) => `"${value}"`).join(', ')}${near === undefined ? '' : `; ${near.help}`}`,
  }
}

function wrongForm(error: ErrorObject, path: DocumentPath): SchemaProblem {
  // A text that failed where a secret is expected may be the secret itself: never repeat it.
  const found = isOfSecret(error.parentSchema) ? 'the value' : described(error.data)
  return {
    code: 'SCHEMA-PATTERN',
    path,
    part: 'value',
    message: `${found} has the wrong form`,
    ...hint(error.parentSchema),
  }
}

/** A map that names none of the things of which it has to name one, or several of them. */
function noneOf(error: ErrorObject, path: DocumentPath): SchemaProblem | undefined {
  const choices = [record(error.parentSchema)['oneOf']].flat().map((one) => [record(one)['required']].flat().map(text))
  if (choices.some((keys) => keys.length === 0)) return undefined
  const words = choices.map((keys) => keys.map((key) => `"${key}"`).join(' with '))
  const has = (key: string): boolean => key in record(error.data)
  const isNamed = choices.some((keys) => keys.every(has))
  const begun = choices.find((keys) => keys.some(has))
  const lacking = (begun ?? []).filter((key) => !has(key)).map((key) => `"${key}"`)
  const missing = begun === undefined ? 'it is not said of what this is' : `${lacking.join(' and ')} is missing`
  return {
    code: isNamed ? 'SCHEMA-CHOICE' : 'SCHEMA-MISSING-KEY',
    path,
    part: 'key',
    message: isNamed ? 'this is of several things at once' : missing,
    help: `write one of ${words.join(', ')}`,
  }
}

function outOfRange(error: ErrorObject, path: DocumentPath): SchemaProblem {
  const bound = `${error.keyword === 'minimum' ? 'at least' : 'at most'} ${text(error.params['limit'])}`
  return {
    code: 'SCHEMA-RANGE',
    path,
    part: 'value',
    message: `${text(error.data)} is out of range`,
    help: `use ${bound}`,
  }
}

/** An entry that a list has before: most likely a copy that was to become another one. */
function repeated(error: ErrorObject, path: DocumentPath): SchemaProblem {
  const [entry, before] = [Number(error.params['i']), Number(error.params['j'])].toSorted((a, b) => b - a)
  const value: unknown = Array.isArray(error.data) ? error.data[entry ?? 0] : undefined
  return {
    code: 'SCHEMA-DUPLICATE',
    path: [...path, entry ?? 0],
    part: 'value',
    message: `${described(value)} is in the list already, as entry ${(before ?? 0) + 1}`,
  }
}

function wrongLength(error: ErrorObject, path: DocumentPath): SchemaProblem {
  const limit = text(error.params['limit'])
  const [bound, unit] = [error.keyword.startsWith('min') ? 'at least' : 'at most', error.keyword.slice(3)]
  const what = unit === 'Items' ? 'entries' : 'characters'
  return { code: 'SCHEMA-LENGTH', path, part: 'value', message: `expected ${bound} ${limit} ${what}` }
}

function meaning(error: ErrorObject, key: string): string {
  const title = record(record(record(error.parentSchema)['properties'])[key])['description']
  return typeof title === 'string' ? `: ${title}` : ''
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function text(value: unknown): string {
  return String(value)
}

/** The steps of a JSON pointer; a step is a position where the value it leads into is a sequence. */
function pathOf(pointer: string, value: unknown): DocumentPath {
  const path: (string | number)[] = []
  let current = value
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    path.push(Array.isArray(current) ? Number(step) : step)
    current = Array.isArray(current) ? current[Number(step)] : record(current)[step]
  }
  return path
}
