import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { known, unknown, type ListEntry, type ObservedCluster } from '../../src/model/observed.ts'
import { digestOf } from '../../src/plan/canonical.ts'
import type { Blocked, ListEdit, Step } from '../../src/plan/plan.ts'
import { undoList, type ListStep } from '../../src/plan/undo-list.ts'
import { anObservation } from './a-cluster.ts'

const [list, type] = ['l', 'ip']
const entry = (value: string, description = ''): ListEntry => ({ value, description })
const anEntry = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('', 'x')).map((parts) => entry(...parts))
const somewhere = fc.record({ kind: fc.constantFrom('insert', 'replace', 'remove'), at: fc.nat(), entry: anEntry })
type Somewhere = typeof somewhere extends fc.Arbitrary<infer Value> ? Value : never

/** Does something to a list, and says what as a step would: the judge of what an edit means is this and not the code. */
function edit(entries: readonly ListEntry[], wanted: Somewhere): readonly [readonly ListEntry[], ListEdit] {
  const kind = entries.length === 0 ? 'insert' : wanted.kind
  const position = wanted.at % (entries.length + (kind === 'insert' ? 1 : 0))
  const [head, tail] = [entries.slice(0, position), entries.slice(position + (kind === 'insert' ? 0 : 1))]
  if (kind === 'insert') return [[...head, wanted.entry, ...tail], { kind, position, entry: wanted.entry }]
  const before = entries[position]!
  if (kind === 'replace') return [[...head, wanted.entry, ...tail], { kind, position, before, entry: wanted.entry }]
  return [[...head, ...tail], { kind: 'remove', position, before }]
}

interface Written {
  readonly step: ListStep
  readonly found: readonly ListEntry[]
  readonly left: readonly ListEntry[]
}

function write(found: readonly ListEntry[], wanted: readonly Somewhere[]): Written {
  const edits: ListEdit[] = []
  let left = found
  for (const one of wanted) {
    const [after, made] = edit(left, one)
    left = after
    edits.push(made)
  }
  return { step: { kind: 'edit list', list, type, edits }, found, left }
}

const holding = (entries: readonly ListEntry[], description = '[managed by Pader]'): ObservedCluster =>
  anObservation([], { lists: known(new Map([['1', { id: '1', name: list, type, description, entries }]])) })
const gone = anObservation([], { lists: unknown('the backup from before: it is gone') })

/** The way back of what was written, from a list that holds `now`: what it leads to, or why there is none. */
function back(written: readonly Written[], now: readonly ListEntry[], before = gone): readonly ListEntry[] | string {
  const found = new Map<Step, readonly ListEntry[]>(written.map((one) => [one.step, one.found]))
  const foundBy = (step: Step) => digestOf(found.get(step))
  const blocked: Blocked[] = []
  const [first, ...rest] = written.map(({ step }) => step)
  const steps = undoList([first!, ...rest], { before, observed: holding(now), foundBy }, blocked)
  if (blocked[0] !== undefined) return blocked[0].reason
  const entries = [...now]
  for (const step of steps) {
    if (step.kind !== 'edit list') throw new Error(`a list is edited, and not: ${step.kind}`)
    for (const one of step.edits)
      entries.splice(one.position, one.kind === 'insert' ? 0 : 1, ...(one.kind === 'remove' ? [] : [one.entry]))
  }
  return entries
}

const entries = fc.array(anEntry, { maxLength: 5 })
const wants = fc.array(somewhere, { minLength: 1, maxLength: 4 })

describe('a list whose backup is gone', () => {
  test('is what it was, from the edits turned round, wherever they were stopped; what somebody else left stays', () => {
    const stayed: unknown[] = []
    fc.assert(
      fc.property(entries, wants, wants, entries, (old, once, again, foreign) => {
        const first = write(old, once)
        const second = write(first.left, again)
        for (const now of [old, first.left, second.left]) expect(back([first, second], now)).toEqual(old)
        if ([old, first.left, second.left].some((ours) => digestOf(ours) === digestOf(foreign))) return
        stayed.push(back([first, second], foreign))
      }),
      { numRuns: 300 },
    )
    expect(stayed.length).toBeGreaterThan(100)
    expect([...new Set(stayed)]).toEqual(['somebody else has changed it since'])
  })

  test('is what it was where the commit of an edit was lost, and the next run made it again', () => {
    fc.assert(
      fc.property(entries, wants, wants, (old, lost, made) => {
        const [first, second] = [write(old, lost), write(old, made)]
        for (const before of [gone, holding(old)]) expect(back([first, second], second.left, before)).toEqual(old)
        expect(back([first, first], first.left)).toEqual(old)
      }),
    )
  })

  test('is left to a person where somebody else changed it between two runs, or an older version wrote it', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((value) => entry(value))
    const first = write([a!, b!], [{ kind: 'remove', at: 0, entry: a! }])
    const second = write([b!, c!], [{ kind: 'remove', at: 0, entry: a! }])
    expect(back([first, second], second.left)).toBe('somebody else has changed it since')
    const blocked: Blocked[] = []
    expect(undoList([first.step], { before: gone, observed: holding(first.left) }, blocked)).toEqual([])
    expect(undoList([first.step], { before: gone, observed: anObservation([]) }, blocked)).toEqual([])
    const reason = 'nobody kept what it held: the backup from before: it is gone'
    expect(blocked).toMatchObject([{ reason }, { reason }])
  })
})
