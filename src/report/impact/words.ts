import type { Value } from '../../policy/evaluate/compare.ts'
import type { Direction } from '../../policy/impact/direction.ts'
import type { Example } from '../../policy/impact/example.ts'
import type { Impact, ImpactClass } from '../../policy/impact/impact-class.ts'
import type { ListChange } from '../../policy/reason/shared-inputs.ts'
import type { Effect } from '../../policy/reason/run.ts'
import type { SideName } from '../../policy/reason/side.ts'

/** What the two sides of a comparison are called. */
export type SideNames = Readonly<Record<SideName, string>>

/** The names of two revisions. */
export const sideNames: SideNames = { before: 'before', after: 'after' }

/** What the directions are called. */
export const directionWords: Readonly<Record<Direction, string>> = {
  weaker: 'weaker',
  stricter: 'stricter',
  other: 'different',
}

/** An effect as criteria write actions. */
export function effectWords({ action, settings }: Effect): string {
  return settings === undefined ? action : `${action}<${settings}>`
}

/** What becomes of the requests of a class on both sides, in a few words. */
export function changedWords({ before, after, sets }: ImpactClass): Readonly<Record<SideName, string>> {
  if (sets !== undefined) return { before: `${sets.property} = ${sets.before}`, after: sets.after }
  return { before: effectWords(before.effect), after: effectWords(after.effect) }
}

/** One line that says how much changes. */
export function impactSummary({ classes, open }: Impact): string {
  const count = (direction: Direction): readonly string[] => {
    const number = classes.filter((one) => one.direction === direction).length
    return number === 0 ? [] : [`${number} ${directionWords[direction]}`]
  }
  if (classes.length === 0 && open.length === 0) return 'no request is decided differently (proved)'
  if (classes.length === 0) return 'no changed decision was found, but not everything could be proved'
  const kinds = [...count('weaker'), ...count('stricter'), ...count('other')].join(', ')
  return `${classes.length} class${classes.length === 1 ? '' : 'es'} of requests decided differently: ${kinds}`
}

/** The example of a class, property by property; a value that only one side reads says so. */
export function exampleWords({ request, onlyIf }: Example, sides: SideNames): readonly string[] {
  const { before, after } = request
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  const values = names.map((name) => {
    const [old, now] = [before.get(name), after.get(name)]
    return JSON.stringify(old) === JSON.stringify(now)
      ? `${name} = ${valueWords(now)}`
      : `${name} = ${valueWords(old)} (${sides.before}), ${valueWords(now)} (${sides.after})`
  })
  const any = values.length === 0 && onlyIf.length === 0 ? ['any request'] : values
  return [...any, ...onlyIf.map((text) => `if ${text}`)]
}

function valueWords(value: Value | undefined): string {
  return value === undefined ? 'anything' : JSON.stringify(value)
}

/** Entries of a changed list that are told one by one. */
const TOLD = 3

/** What became of a list, with the first few entries. */
export function listWords({ name, removed, added }: ListChange): string {
  const some = (sign: string, entries: readonly string[]): readonly string[] => [
    ...entries.slice(0, TOLD).map((entry) => `${sign}${entry}`),
    ...(entries.length > TOLD ? [`${sign}${entries.length - TOLD} more`] : []),
  ]
  return `list "${name}": ${[...some('+', added), ...some('-', removed)].join(' ')}`
}
