import { rising } from '../rising.ts'

/** Where a sibling stands among those that stay: behind the last of them above it, or in front of all of them. */
export type Standing =
  | { readonly kind: 'first' }
  | { readonly kind: 'behind'; readonly name: string }
  | { readonly kind: 'in front of'; readonly name: string }

/** A sibling that stands elsewhere among the others, with where it stood and stands. */
export interface Moved {
  readonly name: string
  readonly before: Standing
  readonly after: Standing
}

/**
 * The fewest of those that both sides have that have to move for the order of one side to become that of the other. Where
 * they stand is told by those that stay: a neighbour that moves along would be the same before and after.
 */
export function movedSiblings(before: readonly string[], after: readonly string[]): readonly Moved[] {
  const [there, wanted] = [new Set(before), new Set(after)]
  const [old, now] = [before.filter((name) => wanted.has(name)), after.filter((name) => there.has(name))]
  const places = new Map(old.map((name, index) => [name, index]))
  const staying = new Set(
    rising(now.map((name, index) => [places.get(name) ?? 0, index])).map(([, index]) => now[index]),
  )
  const [earlier, later] = [standings(old, staying), standings(now, staying)]
  return now.flatMap((name) => {
    const [was, is] = [earlier.get(name), later.get(name)]
    return was === undefined || is === undefined ? [] : [{ name, before: was, after: is }]
  })
}

/** Where those stand that do not stay. */
function standings(order: readonly string[], staying: ReadonlySet<string | undefined>): ReadonlyMap<string, Standing> {
  const top = order.find((name) => staying.has(name))
  const found = new Map<string, Standing>()
  let above: string | undefined
  for (const [index, name] of order.entries()) {
    if (staying.has(name)) above = name
    else if (index === 0 || top === undefined) found.set(name, { kind: 'first' })
    else found.set(name, above === undefined ? { kind: 'in front of', name: top } : { kind: 'behind', name: above })
  }
  return found
}
