import type { ListEntry } from '../model/observed.ts'
import { align, same, type Slot } from './align-entries.ts'
import type { ListEdit } from './plan.ts'

/**
 * The fewest operations that turn one list into another. An appliance refuses an entry that its list already has, so
 * the order is such that no value ever stands twice on the way; where entries trade places in a circle, that costs one
 * operation more for the circle. Lists that have a value twice themselves are taken as they are.
 */
export function listEdits(before: readonly ListEntry[], after: readonly ListEntry[]): readonly ListEdit[] {
  const list = new EditedList(align(before, after))
  for (const [slot, { kind }] of list.slots.entries()) if (kind === 'remove') list.remove(slot)
  const orderly = allDifferent(before) && allDifferent(after)
  const leaving = new Map<string, number>()
  for (const [slot, change] of list.slots.entries()) if (change.kind === 'replace') leaving.set(change.from.value, slot)
  for (const [slot, { kind }] of list.slots.entries()) {
    if (kind === 'replace' || kind === 'insert') bring(list, slot, orderly ? leaving : new Map())
  }
  return list.edits
}

/** A list after operations that were planned for it. */
export function afterEdits(before: readonly ListEntry[], edits: readonly ListEdit[]): readonly ListEntry[] {
  const list = [...before]
  for (const edit of edits) {
    if (edit.kind === 'insert') list.splice(edit.position, 0, edit.entry)
    else if (edit.kind === 'replace') list.splice(edit.position, 1, edit.entry)
    else list.splice(edit.position, 1)
  }
  return list
}

/** A list before operations that left `after`; undefined where they cannot have left that. */
export function beforeEdits(after: readonly ListEntry[], edits: readonly ListEdit[]): readonly ListEntry[] | undefined {
  const list = [...after]
  for (const edit of edits.toReversed()) {
    if (edit.position > list.length) return undefined
    if (edit.kind !== 'remove' && !same(list[edit.position], edit.entry)) return undefined
    const old = edit.kind === 'insert' ? [] : [edit.before]
    list.splice(edit.position, edit.kind === 'remove' ? 0 : 1, ...old)
  }
  return list
}

/** Brings the new entry of a slot, after the entries that have its value, and theirs, are gone. */
function bring(list: EditedList, wanted: number, leaving: ReadonlyMap<string, number>): void {
  const chain = new Set<number>()
  for (let slot: number | undefined = wanted; slot !== undefined && !list.isDone(slot);) {
    // The chain has come back to a slot in it: its old entry is taken out, which frees all the others.
    if (chain.has(slot)) {
      list.remove(slot)
      break
    }
    chain.add(slot)
    const next: number | undefined = leaving.get(list.newValue(slot) ?? '')
    slot = next === slot || next === undefined || !list.isPresent(next) ? undefined : next
  }
  for (const slot of [...chain].toReversed()) list.bring(slot)
}

/** A list on its way from one state to the other, slot by slot, and what was done to it so far. */
class EditedList {
  readonly slots: readonly Slot[]
  readonly edits: ListEdit[] = []
  readonly #done: Uint8Array
  readonly #present: Uint8Array
  /** Counts of present slots, as a Fenwick tree: a position is a prefix sum. */
  readonly #counts: Int32Array

  constructor(slots: readonly Slot[]) {
    this.slots = slots
    this.#done = new Uint8Array(slots.length)
    this.#present = new Uint8Array(slots.length)
    this.#counts = new Int32Array(slots.length + 1)
    for (const [index, slot] of slots.entries()) if (slot.kind !== 'insert') this.#setPresent(index, 1)
  }

  isDone(slot: number): boolean {
    return this.#done[slot] === 1
  }

  /** Whether the slot still has its old entry. */
  isPresent(slot: number): boolean {
    return this.#present[slot] === 1 && !this.isDone(slot)
  }

  newValue(slot: number): string | undefined {
    const change = this.slots[slot]
    return change === undefined || change.kind === 'remove' ? undefined : change.to.value
  }

  remove(slot: number): void {
    const change = this.slots[slot]
    if (change === undefined || change.kind === 'insert') return
    this.edits.push({ kind: 'remove', position: this.#position(slot), before: change.from })
    this.#setPresent(slot, 0)
  }

  bring(slot: number): void {
    const change = this.slots[slot]
    if (change === undefined || change.kind === 'remove' || this.isDone(slot)) return
    const position = this.#position(slot)
    if (change.kind === 'replace' && this.#present[slot] === 1) {
      this.edits.push({ kind: 'replace', position, before: change.from, entry: change.to })
    } else {
      this.edits.push({ kind: 'insert', position, entry: change.to })
      this.#setPresent(slot, 1)
    }
    this.#done[slot] = 1
  }

  #position(slot: number): number {
    let sum = 0
    for (let index = slot; index > 0; index -= index & -index) sum += this.#counts[index] ?? 0
    return sum
  }

  #setPresent(slot: number, present: 0 | 1): void {
    const change = present - (this.#present[slot] ?? 0)
    this.#present[slot] = present
    for (let index = slot + 1; index < this.#counts.length; index += index & -index) {
      this.#counts[index] = (this.#counts[index] ?? 0) + change
    }
  }
}

function allDifferent(entries: readonly ListEntry[]): boolean {
  return new Set(entries.map(({ value }) => value)).size === entries.length
}
