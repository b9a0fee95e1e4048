import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ListEntry } from '../../src/model/observed.ts'
import { listEdits } from '../../src/plan/list-edits.ts'
import type { ListEdit } from '../../src/plan/plan.ts'

const entry = (value: string, description = ''): ListEntry => ({ value, description })
const entries = (values: readonly string[]): readonly ListEntry[] => values.map((value) => entry(value))

/** Does to a list what an appliance does: checks what stands there, and refuses a value that the list has. */
function carryOut(
  before: readonly ListEntry[],
  edits: readonly ListEdit[],
  refuseTwice: boolean,
): readonly ListEntry[] {
  const list = [...before]
  for (const edit of edits) {
    if (edit.kind !== 'insert') expect(list[edit.position]).toEqual(edit.before)
    expect(edit.position).toBeLessThanOrEqual(list.length)
    const others = list.filter((_, index) => edit.kind === 'insert' || index !== edit.position)
    if (edit.kind !== 'remove' && refuseTwice) expect(others.map(({ value }) => value)).not.toContain(edit.entry.value)
    if (edit.kind === 'insert') list.splice(edit.position, 0, edit.entry)
    else if (edit.kind === 'replace') list.splice(edit.position, 1, edit.entry)
    else list.splice(edit.position, 1)
  }
  return list
}

/** Fewest operations by trying all of them, breadth first; with `once`, through lists without a value twice only. */
function bruteForce(before: readonly string[], after: readonly string[], once: boolean): number {
  const alphabet = [...new Set([...before, ...after])]
  const goal = after.join(' ')
  const seen = new Set([before.join(' ')])
  let frontier = [[...before]]
  for (let steps = 0; frontier.length > 0; steps += 1) {
    if (frontier.some((list) => list.join(' ') === goal)) return steps
    const next: string[][] = []
    for (const list of frontier) {
      for (const neighbour of neighbours(list, alphabet)) {
        const key = neighbour.join(' ')
        if (seen.has(key) || neighbour.length > before.length + after.length) continue
        if (once && new Set(neighbour).size < neighbour.length) continue
        seen.add(key)
        next.push(neighbour)
      }
    }
    frontier = next
  }
  throw new Error('there is always a way')
}

function neighbours(list: readonly string[], alphabet: readonly string[]): string[][] {
  const result: string[][] = []
  for (let position = 0; position <= list.length; position += 1) {
    for (const value of alphabet) {
      result.push(list.toSpliced(position, 0, value))
      if (position < list.length) result.push(list.toSpliced(position, 1, value))
    }
    if (position < list.length) result.push(list.toSpliced(position, 1))
  }
  return result
}

const distinct = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 4 })

describe('edits of a list', () => {
  test('are the fewest that there are, against trying everything', () => {
    const repeated = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 })
    fc.assert(
      fc.property(repeated, repeated, (before, after) => {
        fc.pre(new Set(before).size < before.length || new Set(after).size < after.length)
        expect(listEdits(entries(before), entries(after))).toHaveLength(bruteForce(before, after, false))
      }),
      { numRuns: 60 },
    )
  })

  test('without a value twice on the way they are the fewest, or one more where entries trade places', () => {
    let exact = 0
    fc.assert(
      fc.property(distinct, distinct, (before, after) => {
        const count = listEdits(entries(before), entries(after)).length
        const fewest = bruteForce(before, after, true)
        if (count === fewest) exact += 1
        expect(count).toBeGreaterThanOrEqual(fewest)
        expect(count).toBeLessThanOrEqual(fewest + 1)
      }),
      { numRuns: 60 },
    )
    expect(exact).toBeGreaterThan(10)
  })

  test('lead from one list to the other, and no value ever stands twice', () => {
    const list = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom('', 'x')), {
      maxLength: 30,
      selector: ([value]) => value,
    })
    fc.assert(
      fc.property(list, list, (a, b) => {
        const [before, after] = [a, b].map((pairs) => pairs.map(([value, text]) => entry(String(value), text)))
        expect(carryOut(before!, listEdits(before!, after!), true)).toEqual(after)
      }),
      { numRuns: 500 },
    )
  })

  test('nothing to do is nothing', () => {
    expect(listEdits(entries(['a', 'b']), entries(['a', 'b']))).toEqual([])
    expect(listEdits([], [])).toEqual([])
  })

  test('another description is one replacement', () => {
    expect(listEdits([entry('a', 'old')], [entry('a', 'new')])).toEqual([
      { kind: 'replace', position: 0, before: entry('a', 'old'), entry: entry('a', 'new') },
    ])
  })

  test('a circle is broken by taking one entry out', () => {
    const [before, after] = [entries(['a', 'x', 'b', 'y', 'c']), entries(['b', 'x', 'c', 'y', 'a'])]
    const edits = listEdits(before, after)
    expect(carryOut(before, edits, true)).toEqual(after)
    expect(edits).toHaveLength(4)
  })

  test('few changes to a long list stay few', () => {
    const before = entries(Array.from({ length: 100_000 }, (_, index) => `host-${index}.example.com`))
    const after = [
      entry('first'),
      ...before.slice(0, 500),
      ...before.slice(501, 70_000),
      entry('new'),
      ...before.slice(70_001),
      entry('last'),
    ]
    const edits = listEdits(before, after)
    expect(edits).toHaveLength(4)
    const [forth, back] = [before.slice(0, 50_000), before.slice(50_000)]
    expect(listEdits(before, [...back, ...forth.toReversed()]).length).toBeLessThanOrEqual(100_000)
    expect(carryOut(before, edits, false)).toEqual(after)
  })

  test('a long list that becomes another one is written over', () => {
    const [before, after] = ['a', 'b'].map((letter) =>
      entries(Array.from({ length: 20_000 }, (_, index) => letter + index)),
    )
    expect(listEdits(before!, after!)).toHaveLength(20_000)
  })
})
