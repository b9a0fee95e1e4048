import type { Diagnostic, RelatedPlace } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'

/** How a region may change what all regions share. */
export type Override = (typeof listOverrides)[number]

/** What a list can say: entries are a set, so regions may also add to them or choose among them. */
export const listOverrides = ['locked', 'tighten', 'union', 'intersect', 'replace'] as const

/** What a parameter and a rule set can say: a text and an order of rules cannot be united. */
export const plainOverrides = ['locked', 'tighten', 'replace'] as const

/** Which of two lists is the stricter one, where one of them has all entries of the other. */
export type StricterList = 'longer' | 'shorter'

/** Which of two values is the stricter one: by size, or the later one of some texts. */
export type StricterValue = 'lower' | 'higher' | readonly string[]

/** What is said of changes by regions, and where. */
export interface Contract<Mode extends Override = Override, Stricter = never> {
  readonly mode: Mode
  /** There with `tighten`, where it takes a word to say what is stricter. */
  readonly stricter?: Stricter
  /** Of the word itself, else of what says nothing of the kind. */
  readonly place: Place
  readonly isSaid: boolean
}

/** What a list says. */
export type ListContract = Contract<Override, StricterList>
/** What a parameter says. */
export type ParameterContract = Contract<(typeof plainOverrides)[number], StricterValue>
/** What a rule set says. */
export type RuleSetContract = Contract<(typeof plainOverrides)[number]>

/** Where it is said what was broken. */
export function statedAt({ mode, place, isSaid }: Contract<Override, unknown>): RelatedPlace {
  return { place, note: isSaid ? `"override: ${mode}" is said here` : 'nothing is said here of changes by regions' }
}

/** A region has changed what it may not. */
export function broken(message: string, place: Place, contract: Contract<Override, unknown>, help: string): Diagnostic {
  const why = 'what all regions share says how far one of them may depart from it'
  return { code: 'POL-OVERRIDE', severity: 'error', message, place, related: [statedAt(contract)], why, help }
}

/** Nobody can tell whether a region has changed what it may not. */
export function undecided(
  message: string,
  place: Place,
  contract: Contract<Override, unknown>,
  help: string,
): Diagnostic {
  const why = 'a promise that cannot be decided is not taken for one that is kept'
  return { code: 'POL-OVERRIDE-OPEN', severity: 'error', message, place, related: [statedAt(contract)], why, help }
}
