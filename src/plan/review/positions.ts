import { rising } from '../rising.ts'

/** A sibling that stands elsewhere among the others, with the one that it stood and stands behind; undefined: it is the first. */
export interface Moved {
  readonly name: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** The fewest of those that both sides have that have to move for the order of one side to become that of the other. */
export function movedSiblings(before: readonly string[], after: readonly string[]): readonly Moved[] {
  const [there, wanted] = [new Set(before), new Set(after)]
  const [old, now] = [before.filter((name) => wanted.has(name)), after.filter((name) => there.has(name))]
  const places = new Map(old.map((name, index) => [name, index]))
  const staying = new Set(
    rising(now.map((name, index) => [places.get(name) ?? 0, index])).map(([, index]) => now[index]),
  )
  return now.flatMap((name, index) =>
    staying.has(name) ? [] : [{ name, before: old[(places.get(name) ?? 0) - 1], after: now[index - 1] }],
  )
}
