import { describe, expect, test } from 'vitest'
import { ApplianceError } from '../../../src/appliance/port.ts'
import type { Progress } from '../../../src/plan/progress.ts'
import { uuidOf } from '../../plan/a-cluster.ts'
import { guardedRun, NAMES, type Scene, type Told } from './guarded-run.ts'

const stranger = uuidOf('newyork-2')
const upgrade = { kind: 'upgrade', node: stranger, version: '12.2.20', build: '60011' } as const

/** A run in a cluster whose newyork-2 was upgraded, before it or at one of its events. */
async function run(
  scene: Omit<Scene, 'before' | 'during'> & {
    readonly during?: (event: Progress, upgraded: () => void) => void
    readonly isUpgradedBefore?: boolean
  },
): Promise<Told> {
  const { during = () => undefined, isUpgradedBefore = true, ...rest } = scene
  return guardedRun({
    ...rest,
    before: (cluster, clock) => void (isUpgradedBefore && cluster.control(upgrade, clock.now())),
    during: (event, cluster, clock) => during(event, () => void cluster.control(upgrade, clock.now())),
  })
}

const failing = (fault: ApplianceError['fault'], times = Infinity): NonNullable<Scene['asking']> => {
  let left = times
  return (node, way) => ({
    ...way,
    read: async (work, between) => {
      if (node !== stranger || (left -= 1) < 0) return way.read(work, between)
      throw new ApplianceError(fault, 'POST /login', 'it did not work')
    },
  })
}

const MIXED =
  'GUARD-VERSIONS: the nodes run different versions: newyork-1, tokyo-1, tokyo-2 run 12.2.15 build 51390, newyork-2 runs 12.2.20 build 60011'

describe('a cluster of mixed versions', () => {
  test('gets no request that changes anything, and the run leaves no trace that the next one would repeat', async () => {
    const told = await run({})
    expect(told.outcome).toMatchObject({ kind: 'guarded', objections: [expect.stringContaining(MIXED)] })
    expect([told.changing, told.exitCode, told.journal]).toEqual([[], 4, ''])
    expect(told.said).toContain('unchanged: nothing of this run is in effect')
  })

  test('gets the change where all nodes run the same: what is counted above is sent', async () => {
    const told = await run({ isUpgradedBefore: false })
    expect(told.outcome).toEqual({ kind: 'in sync', commits: 1 })
    expect(told.commits).toBe(1)
    expect(told.changing.length).toBeGreaterThan(4)
    expect(NAMES.slice(1).map((name) => told.logins.get(uuidOf(name)))).toEqual([1, 1, 1])
  })

  test('gets no second commit where a node was upgraded after the first, and the run says how far it came', async () => {
    let isUpgraded = false
    const told = await run({
      regroups: true,
      isUpgradedBefore: false,
      during: (event, upgraded) => {
        if (event.kind !== 'committed' || isUpgraded) return
        isUpgraded = true
        upgraded()
      },
    })
    expect(told.outcome).toMatchObject({ kind: 'guarded', standing: { committed: 1, left: 1 } })
    expect(told.said).toContain('newyork-2 runs 12.2.20 build 60011')
    expect([told.commits, told.exitCode]).toEqual([1, 7])
    expect(told.journal.match(/"kind":"run ended"/g)).toHaveLength(1)
  })

  test('is not called in sync where a node is upgraded between its answer and the commit, which nobody can see', async () => {
    const told = await run({
      isUpgradedBefore: false,
      during: (event, upgraded) => {
        if (event.kind === 'backed up') upgraded()
      },
    })
    expect(told.outcome).toMatchObject({ kind: 'stored', verification: { behind: ['newyork-2'] } })
    expect(told.exitCode).toBe(7)
  })

  test('gets the change by a flag that says so', async () => {
    expect((await run({ overrides: ['--allow-mixed-versions'] })).commits).toBe(1)
  })
})

describe('a node that does not say which version it runs', () => {
  test('is not taken for equal', async () => {
    const told = await run({ asking: failing('unreachable'), isUpgradedBefore: false })
    expect(told.outcome).toMatchObject({
      kind: 'guarded',
      objections: [expect.stringMatching(/^GUARD-UNKNOWN-NODES: which version newyork-2 runs is not known/)],
    })
    expect([told.changing, told.exitCode, told.journal]).toEqual([[], 4, ''])
  })

  test('is asked once more where the answer was lost on the way', async () => {
    const told = await run({ asking: failing('unreachable', 1), isUpgradedBefore: false })
    expect(told.outcome).toEqual({ kind: 'in sync', commits: 1 })
  })

  test('because somebody is logged on there: the run waits for that, as anywhere else', async () => {
    const told = await run({ asking: failing('account in use'), isUpgradedBefore: false })
    expect(told.outcome).toMatchObject({ kind: 'locked', by: expect.stringContaining('newyork-2') as string })
    expect([told.changing, told.exitCode]).toEqual([[], 5])
  })

  test('because somebody is logged on there, while another one runs something else: that is said', async () => {
    const asking: NonNullable<Scene['asking']> = (node, way) =>
      node === uuidOf('newyork-1') ? failing('account in use')(stranger, way) : way
    const told = await run({ asking })
    expect(told.outcome).toMatchObject({ kind: 'guarded', objections: [expect.stringMatching(/^GUARD-VERSIONS/)] })
  })

  test('keeps nothing from going on where it is declared out of service', async () => {
    const told = await run({ asking: failing('account in use'), isUpgradedBefore: false, away: 'open' })
    expect(told.commits).toBe(1)
  })

  test('keeps nothing from going on where nobody may ask it, and nothing is called in sync then', async () => {
    const told = await run({ mayAskNodes: false })
    expect(told.outcome).toMatchObject({ kind: 'stored', commits: 1 })
  })
})

describe('a node out of service that runs another version', () => {
  test('has to be shut away first: the run waits for that', async () => {
    const told = await run({ away: 'open' })
    expect(told.outcome).toMatchObject({ kind: 'waiting', for: 'isolate newyork-2' })
    expect([told.changing, told.exitCode]).toEqual([[], 9])
  })

  test('keeps nothing from going on once it is', async () => {
    expect((await run({ away: 'closed' })).commits).toBe(1)
  })
})
