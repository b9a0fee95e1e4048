import { lookOf } from '../source/look-alike.ts'

/**
 * Whether two different names are likely meant to be one: equal but for case, blanks, hyphens and underscores, letters
 * of another script that look alike, or one letter apart. Names that differ in a digit are numbered on purpose, and in short names one letter says too little.
 */
export function areNear(left: string, right: string): boolean {
  if (left === right) return false
  const first = folded(left)
  const second = folded(right)
  if (first === second) return true
  if (Math.min(first.length, second.length) < 4 || Math.abs(first.length - second.length) > 1) return false
  return differenceIsOneLetter(first, second)
}

function folded(name: string): string {
  return lookOf(name).replaceAll(/[\s_-]+/g, '')
}

/** Cuts off what the two have in common at both ends and looks at what is left. */
function differenceIsOneLetter(left: string, right: string): boolean {
  let start = 0
  while (start < left.length && left[start] === right[start]) start++
  let end = 0
  const most = Math.min(left.length, right.length) - start
  while (end < most && left[left.length - 1 - end] === right[right.length - 1 - end]) end++
  const rest = [left.slice(start, left.length - end), right.slice(start, right.length - end)]
  return rest.every((piece) => piece.length <= 1 && !/\d/.test(piece))
}

/**
 * The pairs of names that are near each other, without comparing all with all: names one letter apart have a text in
 * common once any one letter is left out of each.
 */
export function nearPairs(names: readonly string[]): readonly (readonly [string, string])[] {
  const byVariant = new Map<string, string[]>()
  const pairs = new Map<string, readonly [string, string]>()
  for (const name of names) {
    for (const variant of variantsOf(folded(name))) {
      const others = byVariant.get(variant) ?? []
      for (const other of others) if (areNear(other, name)) pairs.set(JSON.stringify([other, name]), [other, name])
      byVariant.set(variant, [...others, name])
    }
  }
  return [...pairs.values()]
}

function variantsOf(text: string): ReadonlySet<string> {
  return new Set([text, ...Array.from(text, (_, index) => text.slice(0, index) + text.slice(index + 1))])
}
