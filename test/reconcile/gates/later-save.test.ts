import { expect, test } from 'vitest'
import type { Uuid } from '../../../src/model/names.ts'
import { known, unknown } from '../../../src/model/observed.ts'
import type { Progress } from '../../../src/plan/progress.ts'
import { waitForLaterSave } from '../../../src/reconcile/gates/later-save.ts'
import type { CommitTime } from '../../../src/reconcile/journal/last-commit.ts'
import type { Look } from '../../../src/reconcile/observe/observe.ts'
import type { RunContext } from '../../../src/reconcile/run/run-context.ts'
import { N1, N2, names, T1 } from '../../simulation/cluster-world.ts'
import { virtualClock } from '../world/virtual-clock.ts'

/** A clock by how many seconds it is away (by half a second more or less), or not measured; and what its node tolerates. */
interface Clock {
  readonly away?: number
  readonly tolerates?: number
}

/** What a run says that waits for a later save, of which newyork-1 and newyork-2 have these clocks. */
async function waits(ofN1: Clock, ofN2: Clock, last?: Pick<CommitTime, 'through'> & { readonly ago?: number }) {
  const node = (uuid: Uuid, { away, tolerates }: Clock) => ({
    uuid,
    skew: away === undefined ? unknown('nobody answers') : known({ seconds: away, uncertainty: 0.5 }),
    settings: tolerates === undefined ? {} : { 'clock.allowedDifference': known(tolerates) },
  })
  const nodes = [node(T1, { away: 0 }), node(N1, ofN1), node(N2, ofN2)]
  const seen = { cluster: { nodes: new Map(nodes.map((one) => [one.uuid, one])) } } as unknown as Look
  const clock = virtualClock()
  const began = clock.now()
  const { ago = 0, ...place } = last ?? {}
  const lastCommit = last && { written: began, latest: began - ago * 1_000, ...place }
  const told: Progress[] = []
  const context = {
    setup: { entryNode: T1, scope: { names }, clock, stop: new AbortController().signal },
    cache: { lastCommit },
    tell: async (event: Progress) => void told.push(event),
    permit: async () => undefined,
  }
  await waitForLaterSave(seen, context as unknown as RunContext)
  const [wait] = told
  if (wait?.kind !== 'waiting') return 'no wait'
  expect(wait.until).toBe(new Date(clock.now()).toISOString())
  expect(wait.seconds).toBe((clock.now() - began) / 1_000)
  return `${wait.seconds} s: ${wait.reason.replace('the next save has to be later than the last one by the clock of ', '')}`
}

const here = { through: T1 }

test.each([
  ['nothing was committed yet', {}, {}, undefined, 'no wait'],
  [
    'clocks that agree',
    { away: 0 },
    { away: 0 },
    here,
    "2.5 s: newyork-1, which may be 1 s away from the entry node's",
  ],
  [
    'a clock that is ahead',
    { away: 0 },
    { away: 7 },
    here,
    "9.5 s: newyork-2, which may be 8 s away from the entry node's",
  ],
  [
    'one that is behind',
    { away: -4 },
    { away: 1 },
    here,
    "6.5 s: newyork-1, which may be 5 s away from the entry node's",
  ],
  ['a commit that is long ago', { away: 0 }, { away: 7 }, { ...here, ago: 9.5 }, 'no wait'],
  [
    'more than a node takes changes with',
    { away: 900, tolerates: 60 },
    { away: 0 },
    here,
    "62 s: newyork-1, which may be 60 s away from the entry node's",
  ],
  [
    'a clock that nobody can measure',
    {},
    { away: 0 },
    here,
    "2.5 s: newyork-2, which may be 1 s away from the entry node's",
  ],
  ['clocks that nobody can measure', {}, {}, here, '2 s: the next save has to be later than the last one'],
  [
    'one that nobody can measure, where the last commit was sent through it',
    {},
    {},
    { through: N2 },
    '182 s: newyork-2, through which that may have been sent and whose clock cannot be measured: it may be 180 s away',
  ],
  [
    'one of which nobody knows whether the last commit was sent through it',
    { away: 0 },
    { tolerates: 60 },
    {},
    '62 s: newyork-2, through which that may have been sent and whose clock cannot be measured: it may be 60 s away',
  ],
])('a save after %s waits', async (_what, ofN1, ofN2, last, expected) => {
  expect(await waits(ofN1, ofN2, last)).toBe(expected)
})
