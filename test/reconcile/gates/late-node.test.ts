import { expect, test } from 'vitest'
import type { EmulatedCluster } from '../../../src/emulator/cluster.ts'
import type { Progress } from '../../../src/plan/progress.ts'
import type { Clock } from '../../../src/reconcile/ports.ts'
import { uuidOf } from '../../plan/a-cluster.ts'
import { dialect } from '../../simulation/cluster-world.ts'
import { guardedRun, type Scene } from './guarded-run.ts'

const late = uuidOf('newyork-2')

/** A colleague changes how often a node asks for updates, in the UI of one. */
function saves(cluster: EmulatedCluster, clock: Clock, at: string, of: string): void {
  const { document, key } = dialect.settings.get('updates.interval')!
  const change = { kind: 'property', node: of, document, key, value: '30' } as const
  expect(cluster.control({ kind: 'save by hand', node: at, user: 'carol', change }, clock.now()).kind).toBe('done')
}

/** newyork-2 does not hear of what was saved at the entry node. */
const missesASave: NonNullable<Scene['before']> = (cluster, clock) => {
  cluster.control({ kind: 'deaf', node: late, deaf: true }, clock.now())
  saves(cluster, clock, uuidOf('tokyo-1'), uuidOf('tokyo-2'))
}

/** Nobody hears of what was saved at newyork-2, which is cut off from the others for as long as that. */
const savesAlone: NonNullable<Scene['before']> = (cluster, clock) => {
  for (const other of ['tokyo-1', 'tokyo-2', 'newyork-1'].map(uuidOf))
    cluster.control({ kind: 'cut', between: [late, other] }, clock.now())
  saves(cluster, clock, late, late)
}

test.each([
  ['missed a save', missesASave],
  ['holds a save that nobody else has', savesAlone],
])('nothing is committed while a node %s, though no run before this one has met it', async (_, before) => {
  const told = await guardedRun({ before })
  expect(told.outcome).toMatchObject({
    kind: 'guarded',
    objections: [expect.stringMatching(/^GUARD-OUT-OF-SYNC: newyork-2 holds something different/)],
  })
  expect([told.changing, told.exitCode, told.journal]).toEqual([[], 4, ''])
})

test('who takes that on commits', async () => {
  const told = await guardedRun({ before: missesASave, overrides: ['--allow-out-of-sync'] })
  expect(told.outcome).toMatchObject({ kind: 'stored', verification: { behind: ['newyork-2'] } })
})

test('a save that is on its way is waited for', async () => {
  const events: Progress['kind'][] = []
  const told = await guardedRun({
    before: missesASave,
    during: (event, cluster, clock) => {
      if (event.kind === 'answered') cluster.control({ kind: 'deaf', node: late, deaf: false }, clock.now())
      events.push(event.kind)
    },
  })
  expect(told.outcome).toEqual({ kind: 'in sync', commits: 1 })
  expect(events.indexOf('verified')).toBeLessThan(events.indexOf('phase started'))
})

test('where nobody may ask a node, nothing is known, and nothing is held back', async () => {
  const told = await guardedRun({ before: missesASave, mayAskNodes: false })
  expect(told.outcome).toMatchObject({ kind: 'stored', commits: 1, verification: { level: 2 } })
})
