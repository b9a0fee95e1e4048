import { lookOf } from '../../source/look-alike.ts'
import { groupedBy } from './settings-of-nodes.ts'

/**
 * Whether two different names are likely meant to be one: equal but for case, blanks, hyphens and underscores, letters
 * of another script that look alike, or one letter apart. Names that differ in a digit are numbered on purpose, and in short names one letter says too little.
 */
export function areNear(left: string, right: string): boolean {
  return left !== right && areFoldedNear(folded(left), folded(right))
}

function areFoldedNear(first: string, second: string): boolean {
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

interface Folded {
  readonly name: string
  readonly folded: string
}

/**
 * The pairs of names that are near each other, without comparing all with all: such names have the same digits, and once
 * any one letter is left out of each they have a text in common.
 */
export function nearPairs(names: readonly string[]): readonly (readonly [string, string])[] {
  const alike = groupedBy(names, (name) => lookOf(name).replaceAll(/\D+/g, ''))
  return [...alike.values()].flatMap((some) => (some.length === 1 ? [] : pairsAmong(some)))
}

function pairsAmong(names: readonly string[]): readonly (readonly [string, string])[] {
  const byVariant = new Map<string, Folded[]>()
  const pairs = new Map<string, readonly [string, string]>()
  for (const one of names.map((name) => ({ name, folded: folded(name) }))) {
    for (const variant of variantsOf(one.folded)) {
      const others = byVariant.get(variant)
      if (others === undefined) {
        byVariant.set(variant, [one])
        continue
      }
      for (const { name, folded: text } of others) {
        if (name !== one.name && areFoldedNear(text, one.folded)) {
          pairs.set(JSON.stringify([name, one.name]), [name, one.name])
        }
      }
      others.push(one)
    }
  }
  return [...pairs.values()]
}

function variantsOf(text: string): ReadonlySet<string> {
  return new Set([text, ...Array.from(text, (_, index) => text.slice(0, index) + text.slice(index + 1))])
}
