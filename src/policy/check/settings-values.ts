import type { SettingsObject, SettingsValue } from '../../model/policy/settings-object.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { lookOf } from '../../source/look-alike.ts'
import { keyBelow, valueBelow } from '../../source/place.ts'
import { askingFor, editDistance } from '../../source/suggest.ts'

/** Keys that are shorter differ in a letter as often on purpose. */
const LEAST_LENGTH = 4

/**
 * Says which settings of YAML have a value that looks like a slip beside the other settings of the same action. Which values
 * the product takes is documented for no action, so that the others are all there is to go by.
 */
export function* settingsValues(settings: readonly SettingsObject[]): Generator<Diagnostic> {
  // What an export brings comes from the product.
  const written = settings.filter(({ place }) => place.kind === 'node' && place.path[0] === 'settings')
  for (const target of new Set(written.map((one) => one.target))) {
    const some = written.filter((one) => one.target === target)
    if (some.length === 1) continue
    const usual = usualValues(some)
    yield* oddTemplates(some)
    for (const [index, one] of some.entries()) {
      for (const value of one.values) {
        const problem = meantKey(value, { ...one, index }, usual) ?? oddType(value, usual)
        if (problem !== undefined) yield slip(one, value, problem)
      }
    }
  }
}

/** Templates that nobody else names and that are nearly one that several others do. */
function* oddTemplates(some: readonly SettingsObject[]): Generator<Diagnostic> {
  const uses = (template: string | undefined): number => some.filter((one) => one.template === template).length
  for (const { name, target, template, place } of some) {
    if (template === undefined || uses(template) > 1) continue
    const meant = some.find(
      (one) => one.template !== undefined && uses(one.template) > 1 && isNear(template, one.template),
    )
    if (meant?.template === undefined) continue
    yield {
      code: 'POL-SETTINGS-VALUE',
      severity: 'warning',
      message: `of the settings of "${target}", "${name}" has a template that no others have`,
      place: valueBelow(place, ['template']),
      why: 'an appliance knows settings by their template, and what it makes of one that there is not is not documented',
      help: askingFor(meant.template, template),
    }
  }
}

/** How often a key is there, which settings have it first, and how often its value has which type. */
interface Usual {
  readonly first: number
  count: number
  readonly types: Map<string, number>
}

type UsualValues = ReadonlyMap<string, Usual>

function usualValues(some: readonly SettingsObject[]): UsualValues {
  const found = new Map<string, Usual>()
  for (const [first, { values }] of some.entries()) {
    for (const { key, type } of values) {
      const usual = found.get(key) ?? { first, count: 0, types: new Map<string, number>() }
      found.set(key, usual)
      usual.count += 1
      usual.types.set(type, (usual.types.get(type) ?? 0) + 1)
    }
  }
  return found
}

interface Problem {
  readonly part: 'key' | 'value'
  readonly message: string
  readonly help?: string
}

/** Of a key that no other settings have, and that is nearly one that these lack: that one. */
function meantKey(
  { key }: SettingsValue,
  { values, index }: SettingsObject & { readonly index: number },
  usual: UsualValues,
): Problem | undefined {
  if (usual.get(key)?.count !== 1) return undefined
  for (const [other, { count, first }] of usual) {
    // Of two that each have a key of their own, the later one is asked.
    if (!isNear(key, other) || (count === 1 && first > index) || values.some((one) => one.key === other)) continue
    return { part: 'key', message: `has "${key}", and others have "${other}"`, help: askingFor(other, key) }
  }
  return undefined
}

function isNear(key: string, other: string): boolean {
  if (key === other || key.length < LEAST_LENGTH || Math.abs(key.length - other.length) > 1) return false
  // Keys that differ in a number are numbered on purpose.
  return key.replaceAll(/\D+/g, ' ') === other.replaceAll(/\D+/g, ' ') && editDistance(lookOf(key), lookOf(other)) <= 1
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
])

/** A value that is of another type than all others with its key, of which there are at least two. */
function oddType({ key, type }: SettingsValue, usual: UsualValues): Problem | undefined {
  const { types = new Map<string, number>() } = usual.get(key) ?? {}
  const [other, more] = [...types.keys()].filter((one) => one !== type)
  if (other === undefined || more !== undefined || types.get(type) !== 1 || types.get(other) === 1) return undefined
  const [here, there] = [TYPES.get(type) ?? type, TYPES.get(other) ?? other]
  return { part: 'value', message: `has ${here} as "${key}", and all others have ${there}`, help: `write ${there}` }
}

function slip(
  { name, target, place }: SettingsObject,
  { key }: SettingsValue,
  { part, message, help }: Problem,
): Diagnostic {
  return {
    code: 'POL-SETTINGS-VALUE',
    severity: 'warning',
    message: `of the settings of "${target}", "${name}" ${message}`,
    place: (part === 'key' ? keyBelow : valueBelow)(place, ['values', key]),
    why: 'what an appliance makes of a value that it does not know, or that is of another type, is not documented',
    ...(help === undefined ? {} : { help }),
  }
}
