import { oneOf, reject, sequenceOf, text, type Fields, type Read, type Reading } from '../../source/fields.ts'
import { keyAt, valueAt } from '../../source/place.ts'
import {
  listOverrides,
  plainOverrides,
  type ListContract,
  type ParameterContract,
  type RuleSetContract,
  type StricterValue,
} from './override.ts'

/** Reads what a list says of changes by regions; one that says nothing is not changed. */
export function readListContract(fields: Fields, at: Reading): ListContract {
  const mode = fields.optional('override', oneOf(listOverrides))
  const stricter = fields.optional('stricter', oneOf(['longer', 'shorter']))
  stricterGoesWithTighten(mode, stricter, '"longer" or "shorter"', at)
  return { mode: mode ?? 'locked', ...(stricter === undefined ? {} : { stricter }), ...saidAt(mode, at) }
}

/** Reads what a parameter says of changes by regions; one that says nothing has whatever values regions give it. */
export function readParameterContract(fields: Fields, hasDefault: boolean, at: Reading): ParameterContract {
  const mode = fields.optional('override', oneOf(plainOverrides))
  const stricter = fields.optional('stricter', readStricterValue)
  stricterGoesWithTighten(mode, stricter, '"lower", "higher", or the texts from the weakest to the strictest', at)
  if (mode !== undefined && mode !== 'replace' && !hasDefault)
    reject(at.below('override'), `"override: ${mode}" needs a value that regions depart from`, 'add "default"')
  return { mode: mode ?? 'replace', ...(stricter === undefined ? {} : { stricter }), ...saidAt(mode, at) }
}

/** Reads what a rule set says of changes by regions; nothing where it says nothing, and regions may do what they want. */
export function readRuleSetContract(fields: Fields, at: Reading): RuleSetContract | undefined {
  const mode = fields.optional('override', oneOf(plainOverrides))
  return mode === undefined ? undefined : { mode, ...saidAt(mode, at) }
}

const readStricterValue: Read<StricterValue> = (value, at) => {
  if (Array.isArray(value)) return sequenceOf(text)(value, at)
  if (value === 'lower' || value === 'higher') return value
  return reject(at, 'expected "lower", "higher", or a sequence of texts', 'texts go from the weakest to the strictest')
}

function stricterGoesWithTighten(mode: string | undefined, stricter: unknown, words: string, at: Reading): void {
  if (mode === 'tighten' && stricter === undefined)
    reject(at.below('override'), '"override: tighten" does not say what is stricter', `add "stricter": ${words}`)
  if (mode !== 'tighten' && stricter !== undefined)
    reject(at.below('stricter'), '"stricter" means something beside "override: tighten" only')
}

function saidAt(mode: string | undefined, at: Reading): Pick<ListContract, 'place' | 'isSaid'> {
  if (mode !== undefined) return { place: valueAt(at.file, [...at.path, 'override']), isSaid: true }
  // A file that says nothing is shown where it begins.
  return { place: keyAt(at.file, at.path.length === 0 ? ['format'] : at.path), isSaid: false }
}
