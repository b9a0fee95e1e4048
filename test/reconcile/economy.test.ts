import { beforeAll, describe, expect, test } from 'vitest'
import { T1 } from '../simulation/cluster-world.ts'
import { CountedCluster, type Counted } from './economy.ts'

/** Requests of a run to the entry node, but for the one that asks its clock. */
const toEntry = ({ sent }: Counted): number => sent.filter(({ node }) => node === T1).length - 1

const nodes = 40
let cluster: CountedCluster
beforeAll(async () => {
  cluster = new CountedCluster(nodes)
  expect((await cluster.run(cluster.values(0))).outcome.kind).toBe('nothing to do')
})

describe('where a backup says what has moved', () => {
  test('a pass that finds nothing to do takes at most five requests, whatever the size', async () => {
    for (const size of [2, 60]) {
      const other = new CountedCluster(size)
      const first = await other.run(other.values(0))
      expect(first.sent.length).toBeGreaterThan(5)
      for (let pass = 0; pass < 3; pass += 1) {
        const { outcome, sent } = await other.run(other.values(0))
        expect(outcome).toMatchObject({ kind: 'nothing to do', verification: { level: 3, behind: [] } })
        expect(sent.length).toBeLessThanOrEqual(5)
      }
    }
  })

  test.each([1, 7, 39])('one value at %i nodes: one commit, and no more requests than 4 k + 20', async (k) => {
    await cluster.run(cluster.values(0))
    const counted = await cluster.run(cluster.values(k))
    expect(counted.outcome).toEqual({ kind: 'in sync', commits: 1 })
    expect(counted.sent.filter(({ request }) => request === 'POST /commit')).toHaveLength(1)
    // The last look of the run, which finds nothing left, belongs to no phase.
    expect(toEntry(counted) - 3).toBeLessThanOrEqual(4 * k + 20)
  })

  test('a node is asked by at most four requests whether it holds a storage, its clock included', async () => {
    await cluster.run(cluster.values(0))
    const { sent } = await cluster.run(cluster.values(2))
    const lasts = sent.findLastIndex(({ request }) => request === 'POST /commit')
    const logins = (node: string): number =>
      sent.slice(lasts).filter((one) => one.node === node && one.request === 'POST /login').length
    for (const node of cluster.members.slice(1)) {
      const own = sent.slice(lasts).filter((one) => one.node === node)
      expect(own.length).toBeGreaterThan(0)
      expect(own.length / logins(node)).toBeLessThanOrEqual(4)
    }
  })
})

test('each node is asked by four requests which version it runs and what it holds, before the first commit of a run and not again', async () => {
  const small = new CountedCluster(6)
  await small.run(small.values(0))
  await small.clock.sleep(120_000)
  const { sent } = await small.run(small.values(3))
  const first = sent.findIndex(({ request }) => request.startsWith('PUT'))
  const isOther = ({ node }: (typeof sent)[number]): boolean => node !== T1
  const before = sent.slice(0, first).filter(isOther)
  // A clock is asked without a session.
  const inSession = before.filter(({ request }) => request !== 'GET /version')
  expect(inSession.map(({ request }) => request)).toEqual(
    small.members.slice(1).flatMap(() => ['POST /login', 'POST /backup', 'POST /logout']),
  )
  expect(before.length - inSession.length).toBe(2 * (small.members.length - 1))
  expect((await small.run(small.values(3))).sent.filter(isOther)).toEqual([])
})

describe('what is remembered misses nothing', () => {
  const priority = (node: string, value: string) => {
    const { document, key } = cluster.place('priority')
    return { kind: 'property', node, document, key, value } as const
  }
  const saveByHand = (node: string, value: string): void => {
    const change = priority(node, value)
    const done = cluster.cluster.control(
      { kind: 'save by hand', node: T1, user: 'colleague', change },
      cluster.clock.now(),
    )
    expect(done.kind).toBe('done')
  }

  test('a change by hand is seen by the next pass and healed', async () => {
    await cluster.run(cluster.values(0))
    await cluster.run(cluster.values(0))
    await cluster.clock.sleep(120_000)
    saveByHand(cluster.members[17]!, '77')
    await cluster.clock.sleep(120_000)
    const { outcome } = await cluster.run(cluster.values(0))
    expect(outcome).toEqual({ kind: 'in sync', commits: 1 })
    expect((await cluster.run(cluster.values(0))).outcome.kind).toBe('nothing to do')
  })

  test('a node that missed a change is told to be behind, by its backup alone', async () => {
    const small = new CountedCluster(5)
    await small.run(small.values(0))
    const deaf = small.members[4]!
    small.cluster.control({ kind: 'deaf', node: deaf, deaf: true }, small.clock.now())
    const { outcome } = await small.run(small.values(2))
    expect(outcome).toMatchObject({ kind: 'stored', verification: { behind: [deaf.toLowerCase()] } })
  })

  test('after the sweep everything and everybody is asked again', async () => {
    const small = new CountedCluster(5, { sweep: 600_000 })
    const first = await small.run(small.values(0))
    await small.clock.sleep(300_000)
    expect((await small.run(small.values(0))).sent.length).toBeLessThanOrEqual(5)
    await small.clock.sleep(301_000)
    expect((await small.run(small.values(0))).sent).toHaveLength(first.sent.length)
  })
})

test('where nobody knows the layout of backups, everything is looked at each time, and the outcome is the same', async () => {
  const plain = new CountedCluster(6, { archived: false })
  await plain.run(plain.values(0))
  const again = await plain.run(plain.values(0))
  expect(again.outcome.kind).toBe('nothing to do')
  expect(again.sent.filter(({ request }) => request === 'POST /backup')).toHaveLength(0)
  expect((await plain.run(plain.values(3))).outcome).toEqual({ kind: 'in sync', commits: 1 })
})
