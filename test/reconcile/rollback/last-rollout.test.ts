import { expect, test } from 'vitest'
import { clusterName, digest, nodeName, uuid, type Digest } from '../../../src/model/names.ts'
import type { JournalEvent } from '../../../src/reconcile/journal/event.ts'
import type { JournalReading } from '../../../src/reconcile/journal/reading.ts'
import { filesWrittenBy, lastUndoable } from '../../../src/reconcile/rollback/last-rollout.ts'

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

test('of several rollouts that came to their end, none is taken back with the next', () => {
  const done = (name: string) => [name, starts(), ...writes('a'), committed, ended('in sync')] as const
  expect(undone(journalOf(done('earliest'), done('earlier'), second))).toMatchObject({ runs: ['second'] })
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

test('what is taken back is a plan of its own, made from what its newest run was made from', () => {
  const again = [
    'again',
    starts({ revision: 'c1', by: 'another', phases: 5 }),
    backup('in vain'),
    ...writes('c'),
  ] as const
  const begun = [
    'first',
    starts({ revision: 'c1' }),
    backup('too early'),
    backup('before first'),
    ...writes('a'),
  ] as const
  const found = lastUndoable(cluster, journalOf(begun, again))
  const phase = (ordinal: number, node: string): object => ({
    ordinal,
    kind: 'settings',
    title: `change ${node}`,
    preconditions: [],
    steps: [{ kind: 'set property', node, uuid: uuid(node), setting: 'priority', before: 1, after: 2 }],
    proof: { kind: 'not needed', because: 'it is taken back and not carried out' },
  })
  expect(found).toEqual({
    run: 'again',
    at: minute(begun.length - 1),
    by: 'another',
    command: 'apply',
    runs: ['first', 'again'],
    revisions: ['c1'],
    backup: { file: 'before first', id: none },
    found: new Map(),
    plan: {
      formatVersion: 1,
      cluster,
      basedOn: { desired: none, observed: none, dialect: none },
      phases: [phase(1, 'a'), phase(2, 'c')],
      blocked: [],
      estimate: { commits: 5, requests: 0, manualSteps: 0 },
    },
    unread: [],
  })
  expect(lastUndoable(cluster, journalOf(['first', starts(), ...writes('a')]))).not.toHaveProperty('backup')
})

test('a phase that was begun anew counts as it was begun last, and one that was committed with all that it wrote', () => {
  const [begun, write, intended] = writes('b')
  const anew = journalOf(['first', starts(), ...writes('a').slice(0, 2), begun!, write!, intended!])
  expect(undone(anew)).toMatchObject({ nodes: ['b'] })
  const twice = journalOf(['first', starts(), ...writes('a'), begun!, write!, intended!])
  expect(undone(twice)).toMatchObject({ nodes: ['a', 'b'] })
  // Its commit was never sent.
  const unsent = { ...begun!, phase: 2 } as JournalEvent
  expect(
    undone(journalOf(['first', starts(), ...writes('a'), unsent, { ...write!, phase: 2 } as JournalEvent])),
  ).toMatchObject({
    nodes: ['a'],
  })
})

test('what its steps found is known where the journal has it', () => {
  const step = { kind: 'edit list', list: 'l', type: 'ip', edits: [] } as const
  const [begun, other, intended] = writes('a')
  const wrote = { kind: 'write intended', phase: 1, step, found: none } as const
  const undoable = lastUndoable(cluster, journalOf(['first', starts(), begun!, other!, wrote, intended!]))
  expect('found' in undoable ? undoable.found : undefined).toEqual(new Map([[step, none]]))
})

const [old, mine, theirs] = ['1', '2', '3'].map((digits) => digest(digits.repeat(64))) as [Digest, Digest, Digest]
const file = (before: Digest, after: Digest): JournalEvent => ({
  kind: 'write intended',
  phase: 1,
  step: { kind: 'write system file', node: nodeName('f'), uuid: uuid('f'), path: 'etc/hosts', before, after },
})

test('the files of a rollout are named with what was there before, be it what somebody else made of one meanwhile', () => {
  const [begun, write, intended] = writes('a')
  const found = (...files: readonly JournalEvent[]): unknown => {
    const undoable = lastUndoable(cluster, journalOf(['first', starts(), begun!, write!, ...files, intended!]))
    return 'plan' in undoable ? filesWrittenBy(undoable).map(({ path, before }) => [path, before]) : undoable.why
  }
  expect(found(file(old, mine))).toEqual([['etc/hosts', old]])
  expect(found(file(old, mine), file(mine, none))).toEqual([['etc/hosts', old]])
  // The first was lost.
  expect(found(file(old, mine), file(old, none))).toEqual([['etc/hosts', old]])
  expect(found(file(old, mine), file(theirs, none))).toEqual([['etc/hosts', theirs]])
})

test('a system file that was stored at once is taken back where its phase had no commit, and no other step of it', () => {
  const [begun, write] = writes('b')
  const stored = { kind: 'stored at once', phase: 1 } as const
  const alone = ['second', starts(), backup('before second'), begun!, file(old, mine), write!] as const
  const complete = [...first, ended('in sync')] as const
  expect(undone(journalOf(complete, [...alone, stored]))).toMatchObject({ runs: ['second'], nodes: ['f'] })
  // Nothing says that it is in effect: the newest that committed is another rollout.
  expect(undone(journalOf(complete, alone))).toMatchObject({ runs: ['first'], nodes: ['a'] })
  // The run that went on found it there, and has no step about it; the backup is of what was in effect for certain.
  expect(undone(journalOf(alone, ['third', starts(), backup('before third'), ...writes('c')]))).toMatchObject({
    runs: ['second', 'third'],
    nodes: ['f', 'c'],
    backup: 'before third',
  })
  const anew = ['second', starts(), begun!, file(old, mine), write!, stored, ...writes('c')] as const
  expect(undone(journalOf(anew))).toMatchObject({ nodes: ['f', 'c'] })
})

test('where nothing can be taken back, it says why', () => {
  expect(undone(journalOf(['first', ...writes('a')]))).toBe('the journal does not say how the run first began')
  const back = ['back', starts({ command: 'rollback', undoes: 'second' }), ...writes('b'), ended('stored')] as const
  expect(undone(journalOf(second, back))).toBe(
    `the newest run (${minute(second.length - 1)}) was a rollback itself: name a commit with --to`,
  )
})
