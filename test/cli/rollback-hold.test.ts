import { describe, expect, test } from 'vitest'
import { CommandFailure } from '../../src/cli/command.ts'
import { holdAfter, holdFor, holdOfUnfinished } from '../../src/cli/rollback/hold.ts'
import type { PreparedRollback } from '../../src/cli/rollback/prepared-rollback.ts'
import { clusterName } from '../../src/model/names.ts'
import type { Outcome } from '../../src/plan/progress.ts'
import { openJournal } from '../../src/reconcile/journal/journal.ts'
import { runHold, setHold, setRunHold } from '../../src/reconcile/locks/hold.ts'
import { whileUnfinished } from '../../src/reconcile/locks/rollback-words.ts'
import { EXIT } from '../../src/report/exit-code.ts'
import { aCluster } from '../plan/a-cluster.ts'
import { memoryStore } from '../reconcile/world/memory-store.ts'

const name = clusterName('test')
const clock = { now: () => Date.UTC(2027, 0, 1), sleep: async () => undefined }

/** A way back in a cluster of its own, from these commits. */
function wayIn(store: ReturnType<typeof memoryStore>, bad: readonly string[], revision?: string): PreparedRollback {
  const leases = { current: async () => undefined }
  const cluster = { ...aCluster([]), name }
  const open = { store, clock, cluster, by: 'ann', leases } as unknown as PreparedRollback['open']
  return { open, words: 'x', bad, ...(revision === undefined ? {} : { revision }) } as unknown as PreparedRollback
}

/** A rollback from first to last, as far as its hold goes. */
async function goBack(
  way: PreparedRollback,
  run: string,
  exitCode: (typeof EXIT)[keyof typeof EXIT],
  outcome = exitCode === EXIT.ok ? done : refused,
): Promise<string> {
  const { store } = way.open
  const begun = await holdOfUnfinished(way)
  const before = await holdFor(way, run, `why ${run}`)
  const journal = await openJournal(store, clock, name, run)
  if (exitCode === EXIT.ok) await journal.add({ kind: 'run ended', outcome: 'in sync' })
  return holdAfter(way, { exitCode, outcome }, begun, before)
}

const done: Outcome = { kind: 'in sync', commits: 1 }
const refused: Outcome = {
  kind: 'guarded',
  objections: [],
  remedy: '',
  standing: { committed: 0, left: 1, uncertain: false },
}

/** How a rollback ends that took so much back and could not do so much, each in phases, and left a list to a person. */
const leaving = (committed: number, left: number): Outcome => ({
  kind: 'waiting',
  for: 'list "words"',
  instructions: ['nobody kept what it held', 'go back to the commit that had it'],
  goOn: 'call again',
  standing: { committed, left, uncertain: false },
})

const refusal = async (way: PreparedRollback): Promise<unknown> =>
  holdOfUnfinished(way).then(
    () => 'not refused',
    (error: unknown) => (error instanceof CommandFailure ? error.exitCode : error),
  )

describe('a rollback after another one that is done', () => {
  test('goes further back, and neither commit comes back', async () => {
    const store = memoryStore()
    expect(await goBack(wayIn(store, ['bad-1']), 'first', EXIT.ok)).toContain('on hold: bad-1 will not')
    const said = await goBack(wayIn(store, ['bad-2'], 'good'), 'second', EXIT.ok)
    expect(said).toContain(
      'on hold: bad-1, bad-2 will not be applied again; another commit will, and so will these after',
    )
    expect(await runHold(store, name)).toEqual({ by: 'ann', why: 'why second', commits: ['bad-1', 'bad-2'] })
  })

  test('is refused where it would bring back what is held', async () => {
    const store = memoryStore()
    await goBack(wayIn(store, ['bad-1']), 'first', EXIT.ok)
    expect(await refusal(wayIn(store, [], 'bad-1'))).toBe(EXIT.guarded)
    expect(await refusal(wayIn(store, [], 'good'))).toBe('not refused')
  })

  test('leaves the hold of that one where it wrote nothing itself', async () => {
    const store = memoryStore()
    await goBack(wayIn(store, ['bad-1']), 'first', EXIT.ok)
    const said = await goBack(wayIn(store, ['bad-2']), 'second', EXIT.guarded)
    expect(said).toContain('nothing was rolled back; on hold: bad-1 will not')
    expect(await runHold(store, name)).toMatchObject({ why: 'why first', commits: ['bad-1'] })
    const fresh = memoryStore()
    expect(await goBack(wayIn(fresh, ['bad-1']), 'only', EXIT.guarded)).toBe('nothing is held: nothing was rolled back')
  })

  test('that finds nothing which could be taken back holds its commits and no more, and says why', async () => {
    const store = memoryStore()
    const vain = leaving(0, 0)
    const reason = 'nothing could be rolled back: list "words": nobody kept what it held'
    expect(await goBack(wayIn(store, ['bad-1']), 'first', EXIT.waiting, vain)).toContain(
      `${reason}; on hold: bad-1 will not`,
    )
    const why = 'why first'
    expect(await runHold(store, name)).toEqual({ by: 'ann', why, commits: ['bad-1'] })
    const uncommitted = memoryStore()
    expect(await goBack(wayIn(uncommitted, []), 'only', EXIT.waiting, vain)).toBe(`nothing is held: ${reason}`)
  })

  test.each([
    { ended: 'before its last phase', outcome: leaving(1, 1), hold: { except: 'first', why: 'rolling back x' } },
    { ended: 'before its first phase', outcome: leaving(0, 1), hold: { except: 'first', why: 'rolling back x' } },
    {
      ended: 'with its last phase',
      outcome: leaving(1, 0),
      hold: { except: 'first', why: 'rolled back x, but for what is left to a person', leaves: true },
    },
  ])('that leaves something to a person and ended $ended says so', async ({ outcome, hold }) => {
    const store = memoryStore()
    const way = wayIn(store, ['bad-1'])
    await holdFor(way, 'first', whileUnfinished('x'))
    await holdAfter(way, { exitCode: EXIT.waiting, outcome }, undefined, undefined)
    expect(await runHold(store, name)).toEqual({ by: 'ann', commits: ['bad-1'], ...hold })
    // Either way the same one may go on.
    expect(await refusal(wayIn(store, ['bad-1']))).toBe('not refused')
    // At its end it is no reason any more to bring the held commit in again.
    expect(await refusal(wayIn(store, [], 'bad-1'))).toBe('leaves' in hold ? EXIT.guarded : 'not refused')
  })

  test('is refused where a person holds the cluster, or a run left more behind than commits', async () => {
    const person = memoryStore()
    await setHold(person, name, { by: 'bob', why: 'an audit', commits: ['other'] })
    const superseded = memoryStore()
    await setRunHold(superseded, name, { by: 'pader', why: 'another storage has won' })
    for (const store of [person, superseded]) expect(await refusal(wayIn(store, ['bad-1']))).toBe(EXIT.guarded)
  })
})
