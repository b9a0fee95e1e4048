import type { SchemaProblem } from '../../source/validator.ts'
import { isMap } from '../documents/sheet.ts'
import { quoted } from '../wording/phrase.ts'
import { homeOf, homesOf } from './homes-of-keys.ts'
import type { Explained } from './explained.ts'

/**
 * Keys that are not known, with what is missing because of them: a key in the place of another one is one mistake, one that
 * stands elsewhere is not missing as well, and several that belong to the same map most likely lack the line above them.
 */
export function withStrangeKeys(found: readonly Explained[], value: unknown): readonly Explained[] {
  const strange = found.filter(
    ({ error, problem }) => error.keyword === 'additionalProperties' && problem.meant === undefined,
  )
  if (strange.length === 0) return found
  const lacks = found.filter(({ error }) => error.keyword === 'required')
  const told = new Map([...joined(strange), ...elsewhere(lacks, strange), ...inPlaces(lacks, strange, value)])
  return found.flatMap((one) => told.get(one) ?? [one])
}

/** What is said in the place of something that was found. */
type Instead = readonly (readonly [found: Explained, told: readonly Explained[]])[]

/** What is missing once, and is not missing where it stands in another map. */
function elsewhere(lacks: readonly Explained[], strange: readonly Explained[]): Instead {
  const names = new Set(strange.map(keyIn))
  return [...groupedBy(lacks, nameIn)].flatMap(([name, [one, ...others]]) =>
    one !== undefined && others.length === 0 && names.has(name) ? [[one, []] as const] : [],
  )
}

/** The only key of a map that is not known, in the place of what that map lacks. */
function inPlaces(lacks: readonly Explained[], strange: readonly Explained[], value: unknown): Instead {
  const strangeIn = groupedBy(strange, mapOf)
  return [...groupedBy(lacks, ({ problem }) => JSON.stringify(problem.path))].flatMap(([map, missing]) => {
    const [only, ...others] = strangeIn.get(map) ?? []
    if (only === undefined || others.length > 0 || !isInPlaceOf(only.problem, missing, value)) return []
    const said = { ...only, problem: inPlaceOf(only.problem, missing) }
    return [[only, [said]] as const, ...missing.map((one) => [one, []] as const)]
  })
}

/** Whether a key may be what is missing under another name: not one that belongs into another map. */
function isInPlaceOf({ path }: SchemaProblem, missing: readonly Explained[], value: unknown): boolean {
  const isFormat = missing.length === 1 && missing.some((one) => nameIn(one) === 'format')
  if (!isFormat) return homeOf(String(path.at(-1))) === undefined
  return isMap(value) && path.length === 1 && value[String(path[0])] === 1
}

function inPlaceOf(problem: SchemaProblem, missing: readonly Explained[]): SchemaProblem {
  const names = quoted(new Set(missing.map(nameIn)))
  const isOne = missing.length === 1
  const possible = problem.help?.startsWith('possible') === true ? `; ${problem.help}` : ''
  return {
    ...problem,
    message: `${problem.message}, and ${names} ${isOne ? 'is' : 'are'} missing`,
    help: isOne ? `write ${names} in its place, if that is meant${possible}` : (problem.help ?? `add ${names}`),
  }
}

/** Keys of a map that belong into the same other one, as one problem at the first of them. */
function joined(strange: readonly Explained[]): Instead {
  return [...groupedBy(strange, mapOf).values()].flatMap((inMap) => gathered(inMap))
}

function gathered(inMap: readonly Explained[]): Instead {
  const byHome = groupedBy(
    inMap.flatMap((one) => homesOf(keyIn(one)).map(({ where }) => ({ where, one }))),
    ({ where }) => where,
  )
  // Of a key that could belong into several maps, the one that most of the others belong into too.
  const [most = []] = [...byHome.values()].toSorted((left, right) => right.length - left.length)
  const [first, ...others] = most.map(({ one }) => one)
  if (first === undefined || others.length === 0) return []
  const all = [first, ...others]
  const homes = homesOf(keyIn(first)).filter(({ keys }) => all.every((one) => keys.includes(keyIn(one))))
  const problem: SchemaProblem = {
    ...first.problem,
    message: `the keys ${quoted(all.map(keyIn))} are not known here`,
    help: `they belong ${homes.map(({ where }) => where).join(', or ')}; most likely the line above the first of them is missing, or their indentation is wrong`,
    also: others.map((one) => one.problem.path),
  }
  return [
    [first, [{ ...first, problem }]],
    ...others.map((one) => [one, []] as const),
    ...gathered(inMap.filter((one) => !all.includes(one))),
  ]
}

function nameIn({ error }: Explained): string {
  return String(error.params['missingProperty'])
}

function keyIn({ problem: { path } }: Explained): string {
  return String(path.at(-1))
}

function mapOf({ problem: { path } }: Explained): string {
  return JSON.stringify(path.slice(0, -1))
}

function groupedBy<Item>(found: readonly Item[], keyOf: (one: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const one of found) {
    const group = groups.get(keyOf(one))
    if (group === undefined) groups.set(keyOf(one), [one])
    else group.push(one)
  }
  return groups
}
