import { lookOf, strangersIn } from './look-alike.ts'

/** The candidate that `text` was most likely meant to be, or undefined when none is near. */
export function suggest(text: string, candidates: Iterable<string>): string | undefined {
  const look = lookOf(text)
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(text.length / 3)) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - text.length) >= bestDistance) continue
    const distance = editDistance(look, lookOf(candidate))
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

/** Advice that names the nearest candidate, or undefined when none is near. */
export function didYouMean(text: string, candidates: Iterable<string>): { readonly help: string } | undefined {
  const near = suggest(text, candidates)
  return near === undefined ? undefined : { help: askingFor(near, text) }
}

/** The question whether `meant` was meant by `text`; where the two look the same it says which characters are others. */
export function askingFor(meant: string, text: string): string {
  const strangers = strangersIn(text, meant)
  return `did you mean "${meant}"?${strangers === undefined ? '' : ` ${strangers}`}`
}

/** Number of insertions, removals, replacements and swaps of neighbours that turn one text into the other. */
export function editDistance(from: string, to: string): number {
  const table: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)]
  const at = (row: number, column: number): number => table[row]?.[column] ?? Infinity
  for (let row = 1; row <= from.length; row++) {
    table.push([row])
    for (let column = 1; column <= to.length; column++) {
      const replaced = at(row - 1, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1)
      const swapped = isSwapped(from, to, row, column) ? at(row - 2, column - 2) + 1 : Infinity
      table[row]?.push(Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, replaced, swapped))
    }
  }
  return at(from.length, to.length)
}

function isSwapped(from: string, to: string, row: number, column: number): boolean {
  return row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
}
