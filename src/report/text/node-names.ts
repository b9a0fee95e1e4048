/** Names up to which each is written out. */
const MOST_WRITTEN_OUT = 6

/**
 * Names of nodes so that none is lost and a hundred can be read: from seven on, neighbours that only count up are
 * written as `tokyo-1 to tokyo-12`.
 */
export function nodeNames(names: readonly string[]): string {
  if (names.length <= MOST_WRITTEN_OUT) return names.join(', ')
  const runs: { first: string; last: string; stem: string; number: number }[] = []
  for (const name of names.map(numbered).toSorted(byStem)) {
    const open = runs.at(-1)
    if (open !== undefined && open.stem === name.stem && name.number === open.number + 1) {
      open.last = name.name
      open.number = name.number
    } else runs.push({ first: name.name, last: name.name, stem: name.stem, number: name.number })
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first} to ${last}`)).join(', ')
}

interface Numbered {
  readonly name: string
  /** What stands before the number; the whole name where it has none, or one that does not count up as written. */
  readonly stem: string
  readonly number: number
}

function numbered(name: string): Numbered {
  const [, stem, digits] = /^(.*?)(0|[1-9]\d{0,8})$/.exec(name) ?? []
  return stem === undefined || digits === undefined || /\d$/.test(stem)
    ? { name, stem: name, number: Number.NaN }
    : { name, stem, number: Number(digits) }
}

function byStem(left: Numbered, right: Numbered): number {
  if (left.stem !== right.stem) return left.stem < right.stem ? -1 : 1
  return left.number - right.number || 0
}
