import { expect, test } from 'vitest'
import { clusterName, digest, nodeName, uuid, type Digest } from '../../../src/model/names.ts'
import type { JournalEvent } from '../../../src/reconcile/journal/event.ts'
import type { JournalReading } from '../../../src/reconcile/journal/reading.ts'
import { lastUndoable } from '../../../src/reconcile/rollback/last-rollout.ts'

const cluster = clusterName('edge')
const none = digest('0'.repeat(64))
const minute = (at: number): string => new Date(Date.UTC(2027, 0, 15, 2, at)).toISOString()

/** The digest of the record with this number, from 1. */
const digestAt = (sequence: number): Digest => digest(String(sequence).padStart(64, '0'))

/** Journals: each entry is a run and what it did, a minute each. */
function journalOf(...entries: readonly (readonly [run: string, ...events: JournalEvent[]])[]): JournalReading {
  const records = entries
    .flatMap(([run, ...events]) => events.map((event) => ({ run, event })))
    .map((record, index) => ({
      ...record,
      sequence: index + 1,
      at: minute(index),
      cluster,
      previous: digestAt(index),
    }))
  return { records, problems: [], end: none } as unknown as JournalReading
}

const starts = (more: Partial<Extract<JournalEvent, { kind: 'run started' }>> = {}): JournalEvent => ({
  kind: 'run started',
  command: 'apply',
  by: 'somebody',
  desired: none,
  observed: none,
  dialect: none,
  phases: 2,
  ...more,
})
const backup = (file: string): JournalEvent => ({ kind: 'backup stored', file, sha256: none })
const writes = (node: string): readonly JournalEvent[] => [
  { kind: 'phase started', phase: 1, title: `change ${node}`, steps: 1 },
  {
    kind: 'write intended',
    phase: 1,
    step: { kind: 'set property', node: nodeName(node), uuid: uuid(node), setting: 'priority', before: 1, after: 2 },
  },
  { kind: 'commit intended', phase: 1 },
]
const committed: JournalEvent = { kind: 'committed', phase: 1 }
const ended = (outcome: string): JournalEvent => ({ kind: 'run ended', outcome })

/** Nodes that are taken back, and the runs that changed them. */
function undone(journal: JournalReading) {
  const found = lastUndoable(cluster, journal)
  if ('why' in found) return found.why
  const nodes = found.plan.phases.flatMap(({ steps }) => steps.map((step) => ('node' in step ? step.node : '')))
  return { runs: found.runs, nodes, backup: found.backup?.file, revisions: found.revisions }
}

const first = ['first', starts({ revision: 'c1' }), backup('before first'), ...writes('a'), committed] as const
const second = ['second', starts({ revision: 'c2' }), backup('before second'), ...writes('b'), committed] as const

test('a run that went on with one that was killed is taken back with it, to what was there before both', () => {
  const both = { runs: ['first', 'second'], nodes: ['a', 'b'], backup: 'before first', revisions: ['c1', 'c2'] }
  expect(undone(journalOf(first, [...second, ended('failed')]))).toEqual(both)
  expect(undone(journalOf([...first, ended('failed')], [...second, ended('in sync')]))).toEqual(both)
})

test.each(['in sync', 'stored', 'nothing to do', 'waiting'])(
  'what was ended with "%s" is a rollout of its own',
  (how) => {
    expect(undone(journalOf([...first, ended(how)], [...second, ended('failed')]))).toMatchObject({
      runs: ['second'],
      backup: 'before second',
    })
  },
)

test('where it was found since that nothing was left to do, what came before is another rollout', () => {
  const [, ...rest] = second
  const settledAt = (position: number): JournalReading =>
    journalOf([...first, ended('failed')], ['second', starts({ settled: digestAt(position) }), ...rest])
  const before = first.length
  expect(undone(settledAt(before))).toMatchObject({ runs: ['second'] })
  // In the middle of the first.
  expect(undone(settledAt(before - 1))).toMatchObject({ runs: ['first', 'second'] })
  // Before the first began, or in a journal that was moved away.
  expect(undone(settledAt(0))).toMatchObject({ runs: ['first', 'second'] })
  expect(undone(settledAt(99))).toMatchObject({ runs: ['first', 'second'] })
})

test('a run that only looked has no part in it', () => {
  const looked = ['looked', starts(), ended('failed')] as const
  expect(undone(journalOf(first, looked, second))).toMatchObject({ runs: ['first', 'second'] })
})

test('a run that was killed between its commit and the answer counts', () => {
  const [killed] = [second.slice(0, -1) as unknown as typeof second]
  expect(undone(journalOf([...first, ended('in sync')], killed))).toMatchObject({ runs: ['second'], nodes: ['b'] })
})

test('a rollback that died half-way is gone on with; one that was done is not taken back', () => {
  const back = ['back', starts({ command: 'rollback', undoes: 'second' }), ...writes('b'), committed] as const
  expect(undone(journalOf(first, second, back))).toMatchObject({ runs: ['first', 'second'] })
  expect(undone(journalOf(first, second, [...back, ended('in sync')]))).toContain('was a rollback itself')
  expect(undone(journalOf())).toBe('no run has committed anything yet')
})
