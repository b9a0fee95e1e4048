import type { ListEntry } from '../model/observed.ts'
import { rising, type Pair } from './rising.ts'

/** What becomes of a place in a list: an entry stays, is replaced, goes, or comes. In the order of the list. */
export type Slot =
  | { readonly kind: 'keep'; readonly from: ListEntry; readonly to: ListEntry }
  | { readonly kind: 'replace'; readonly from: ListEntry; readonly to: ListEntry }
  | { readonly kind: 'remove'; readonly from: ListEntry }
  | { readonly kind: 'insert'; readonly to: ListEntry }

/** Pairs (old × new) up to which the best alignment is computed in full. */
const LARGEST_TABLE = 1_000_000

/**
 * Aligns two lists with the fewest changes, and among those with the fewest replacements. Where both are too large for
 * that, entries that occur once on both sides and in the same order are kept first, and what lies between two of them
 * is aligned by itself: linear in practice, and still the fewest changes wherever the changes are far apart.
 */
export function align(before: readonly ListEntry[], after: readonly ListEntry[]): readonly Slot[] {
  const slots: Slot[] = []
  let start = 0
  while (start < before.length && start < after.length && same(before[start], after[start])) start += 1
  let tail = 0
  const shortest = Math.min(before.length, after.length) - start
  while (tail < shortest && same(before[before.length - 1 - tail], after[after.length - 1 - tail])) tail += 1
  keepAll(slots, before, after, 0, 0, start)
  const [old, wanted] = [before.slice(start, before.length - tail), after.slice(start, after.length - tail)]
  for (const slot of old.length * wanted.length <= LARGEST_TABLE
    ? alignFully(old, wanted)
    : alignByAnchors(old, wanted)) {
    slots.push(slot)
  }
  keepAll(slots, before, after, before.length - tail, after.length - tail, tail)
  return slots
}

/** Whether two entries are the same in every respect. */
export function same(a: ListEntry | undefined, b: ListEntry | undefined): boolean {
  return a?.value === b?.value && a?.description === b?.description
}

function keepAll(
  slots: Slot[],
  before: readonly ListEntry[],
  after: readonly ListEntry[],
  oldStart: number,
  newStart: number,
  count: number,
): void {
  for (let step = 0; step < count; step += 1) {
    const [from, to] = [before[oldStart + step], after[newStart + step]]
    if (from !== undefined && to !== undefined) slots.push({ kind: 'keep', from, to })
  }
}

/** Walks the table of fewest changes from the start. */
function alignFully(before: readonly ListEntry[], after: readonly ListEntry[]): readonly Slot[] {
  const { at, change } = fewestChanges(before, after)
  const slots: Slot[] = []
  let [row, column] = [0, 0]
  while (row < before.length || column < after.length) {
    const slot = nextSlot(before[row], after[column], (down, right) => {
      const weight = down + right < 2 ? change : same(before[row], after[column]) ? 0 : change + 1
      return at(row, column) === at(row + down, column + right) + weight
    })
    slots.push(slot)
    if (slot.kind !== 'insert') row += 1
    if (slot.kind !== 'remove') column += 1
  }
  return slots
}

function nextSlot(
  from: ListEntry | undefined,
  to: ListEntry | undefined,
  isBest: (down: 0 | 1, right: 0 | 1) => boolean,
): Slot {
  if (from !== undefined && to !== undefined) {
    if (isBest(1, 1)) return { kind: same(from, to) ? 'keep' : 'replace', from, to }
    return isBest(1, 0) ? { kind: 'remove', from } : { kind: 'insert', to }
  }
  if (from !== undefined) return { kind: 'remove', from }
  if (to !== undefined) return { kind: 'insert', to }
  throw new Error('walked beyond both lists')
}

/** The weight of the best way from each pair of positions to both ends; a replacement decides only between equals. */
function fewestChanges(
  before: readonly ListEntry[],
  after: readonly ListEntry[],
): { readonly at: (row: number, column: number) => number; readonly change: number } {
  const [rows, columns] = [before.length, after.length]
  const width = columns + 1
  const change = rows + columns + 1
  const cost = new Float64Array((rows + 1) * width)
  const at = (row: number, column: number): number => cost[row * width + column] ?? 0
  for (let row = rows; row >= 0; row -= 1) cost[row * width + columns] = (rows - row) * change
  for (let column = columns; column >= 0; column -= 1) cost[rows * width + column] = (columns - column) * change
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const pair = at(row + 1, column + 1) + (same(before[row], after[column]) ? 0 : change + 1)
      cost[row * width + column] = Math.min(pair, at(row + 1, column) + change, at(row, column + 1) + change)
    }
  }
  return { at, change }
}

function alignByAnchors(before: readonly ListEntry[], after: readonly ListEntry[]): readonly Slot[] {
  const anchors = rising(commonOnce(before, after))
  if (anchors.length === 0) return alignByPosition(before, after)
  const slots: Slot[] = []
  let [old, wanted] = [0, 0]
  for (const [oldAnchor, newAnchor] of [...anchors, [before.length, after.length] as const]) {
    for (const slot of align(before.slice(old, oldAnchor), after.slice(wanted, newAnchor))) slots.push(slot)
    keepAll(slots, before, after, oldAnchor, newAnchor, 1)
    ;[old, wanted] = [oldAnchor + 1, newAnchor + 1]
  }
  return slots
}

/** Two long stretches without anything in common: one is written over the other. */
function alignByPosition(before: readonly ListEntry[], after: readonly ListEntry[]): readonly Slot[] {
  const slots: Slot[] = []
  for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
    const [from, to] = [before[index], after[index]]
    if (from !== undefined && to !== undefined) slots.push({ kind: same(from, to) ? 'keep' : 'replace', from, to })
    else if (from !== undefined) slots.push({ kind: 'remove', from })
    else if (to !== undefined) slots.push({ kind: 'insert', to })
  }
  return slots
}

/** Positions of the entries that occur exactly once on each side, in the order of the new list. */
function commonOnce(before: readonly ListEntry[], after: readonly ListEntry[]): readonly Pair[] {
  const oldOnce = occurringOnce(before)
  return [...occurringOnce(after)].flatMap(([key, wanted]) => {
    const old = oldOnce.get(key)
    return old === undefined ? [] : [[old, wanted] as const]
  })
}

function occurringOnce(entries: readonly ListEntry[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>()
  const again = new Set<string>()
  for (const [index, { value, description }] of entries.entries()) {
    const key = JSON.stringify([value, description])
    if (first.has(key)) again.add(key)
    else first.set(key, index)
  }
  for (const key of again) first.delete(key)
  return first
}
