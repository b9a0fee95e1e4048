import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDatabase } from '../../../src/cli/shared/database.ts'
import { postgresLeases } from '../../../src/cli/shared/postgres-leases.ts'
import type { State } from '../../../src/cli/shared/state.ts'
import { clusterName, type ClusterName } from '../../../src/model/names.ts'
import { fileLeases } from '../../../src/reconcile/locks/lease.ts'
import { postgresPath, startPostgres, wireTo, withoutPostgres, type TestServer } from '../../postgres.ts'
import { memoryStore } from '../../reconcile/world/memory-store.ts'
import { virtualClock } from '../../reconcile/world/virtual-clock.ts'
import { keepsTheContract, mine } from './lease-contract.ts'
import { hostAt } from './setting.ts'

vi.setConfig({ testTimeout: 60_000 })

let server: TestServer
let host: State
beforeAll(async () => {
  if (postgresPath === undefined) return
  server = await startPostgres()
  host = hostAt(server.socket)
  await host.store.list('')
})
afterAll(async () => server?.close())

const anHourPasses = (): void =>
  void server.sql(`UPDATE pader.lease SET since = since - interval '1 hour', until = until - interval '1 hour'`)

keepsTheContract('state directory', () => {
  const [store, clock] = [memoryStore(), virtualClock()]
  return { host: (kind) => fileLeases(store, clock, kind), anHourPasses: () => clock.advance(3_600_000) }
})

keepsTheContract(
  'PostgreSQL',
  () => ({
    host: (kind) => {
      const { leases, watchLeases } = hostAt(server.socket)
      return kind === 'watch-lease' ? watchLeases : leases
    },
    anHourPasses,
  }),
  withoutPostgres,
)

const withServer = (name: string, check: () => Promise<void>): void =>
  test.skipIf(postgresPath === undefined)(`${name}${withoutPostgres}`, check)

/** Leases of a host whose own time the test tells. */
function hostWithTime(socket: string) {
  let offset = 0
  const timer = {
    elapsed: () => performance.now() + offset,
    pause: async (milliseconds: number) => {
      offset += milliseconds
      return new Promise<void>((resolve) => setTimeout(resolve, 1))
    },
  }
  const settings = { host: socket, port: 5432, database: 'pader', user: 'owner' }
  const notices: string[] = []
  const database = openDatabase(
    async () => settings,
    'the test',
    timer,
    (message) => void notices.push(message),
  )
  return {
    leases: postgresLeases(database.ask, timer, 'lease'),
    notices,
    isAway: database.isAway,
    goesAhead: (milliseconds: number) => {
      offset += milliseconds
    },
  }
}

/** When a lease ends, as the server has it (milliseconds since 1970). */
const endOf = async (cluster: ClusterName): Promise<number> => Date.parse((await host.leases.current(cluster))!.until)

withServer('a server that was killed and started again finds every lease as it was', async () => {
  const cluster = clusterName('restarted')
  const held = mine(await host.leases.acquire(cluster, 'ann', 'apply'))
  await server.kill()
  const holds = held.holds()
  const refused = hostAt(server.socket).leases.acquire(cluster, 'bob', 'apply')
  await server.start()
  expect(await holds).toBe(true)
  expect(await refused).toMatchObject({ kind: 'taken', holder: { by: 'ann', token: held.token } })
  expect(mine(await host.leases.acquire(clusterName('after'), 'ann', 'apply')).token).toBe(1)
})

withServer('while the server is away nobody gets a lease, and who has one may not act', async () => {
  const cluster = clusterName('away')
  const ann = hostWithTime(server.socket)
  const held = mine(await ann.leases.acquire(cluster, 'ann', 'apply'))
  const bob = hostWithTime(server.socket)
  await server.kill()
  try {
    await expect(held.holds()).rejects.toThrow(/the shared state at the test/)
    await expect(held.holds()).rejects.toThrow(/the shared state at the test/)
    await expect(bob.leases.acquire(cluster, 'bob', 'apply')).rejects.toThrow(/the shared state at the test/)
    await expect(bob.leases.current(cluster)).rejects.toThrow(/the shared state at the test/)
    expect(bob.isAway()).toBe(true)
    expect(bob.notices).toEqual([
      expect.stringMatching(/^the shared state at the test does not answer, waiting for it: /),
    ])
    await expect(held.release()).rejects.toThrow(/the shared state at the test/)
  } finally {
    await server.start()
  }
  expect(await host.leases.current(cluster)).toMatchObject({ by: 'ann' })
  for (let turn = 0; turn < 2; turn += 1) await bob.leases.current(cluster)
  expect(bob.notices.slice(1)).toEqual(['the shared state at the test answers again'])
  expect(bob.isAway()).toBe(false)
})

withServer('an answer that was lost on the way costs nothing: neither a lease nor a number', async () => {
  const cluster = clusterName('cut')
  const wire = await wireTo(server)
  try {
    const ann = hostAt(wire.socket)
    await ann.leases.current(cluster)
    wire.loseNextAnswer()
    const held = mine(await ann.leases.acquire(cluster, 'ann', 'apply'))
    expect(held.token).toBe(1)
    wire.loseNextAnswer()
    expect(await held.holds()).toBe(true)
    expect(mine(await host.leases.acquire(clusterName('other'), 'bob', 'apply')).token).toBe(1)
    expect(await host.leases.acquire(cluster, 'bob', 'apply')).toMatchObject({ kind: 'taken' })
  } finally {
    await wire.close()
  }
})

/** A renewal that the server has carried out, and whose answer is still on its way to the holder. */
async function renewalUnderWay(
  cluster: ClusterName,
  check: (renewal: {
    ann: ReturnType<typeof hostWithTime>
    holds: Promise<boolean>
    arrives: () => void
  }) => Promise<void>,
): Promise<void> {
  const wire = await wireTo(server)
  try {
    const ann = hostWithTime(wire.socket)
    const held = mine(await ann.leases.acquire(cluster, 'ann', 'apply'))
    const before = await endOf(cluster)
    wire.hold()
    const holds = held.holds()
    await vi.waitUntil(async () => (await endOf(cluster)) > before)
    await check({ ann, holds, arrives: () => wire.release() })
  } finally {
    await wire.close()
  }
}

withServer('a holder suspended before it read the answer does not act on it', async () => {
  const cluster = clusterName('suspended')
  await renewalUnderWay(cluster, async ({ ann, holds, arrives }) => {
    anHourPasses()
    mine(await host.leases.acquire(cluster, 'bob', 'apply'))
    ann.goesAhead(3_600_000)
    arrives()
    expect(await holds).toBe(false)
  })
})

withServer('a yes that came late is asked for once more', async () => {
  const cluster = clusterName('late')
  await renewalUnderWay(cluster, async ({ ann, holds, arrives }) => {
    server.sql(`UPDATE pader.lease SET until = until - interval '30 s' WHERE cluster = '${cluster}'`)
    const shortened = await endOf(cluster)
    ann.goesAhead(30_000)
    arrives()
    expect(await holds).toBe(true)
    expect(await endOf(cluster)).toBeGreaterThan(shortened)
  })
})

withServer('the clock of a client that is wrong by hours changes nothing', async () => {
  const cluster = clusterName('clocks')
  const held = mine(await host.leases.acquire(cluster, 'ann', 'apply'))
  const now = vi.spyOn(Date, 'now')
  try {
    for (const hours of [-5, 5, 9_000]) {
      now.mockReturnValue(new Date().getTime() + hours * 3_600_000)
      expect(await held.holds()).toBe(true)
      const other = hostAt(server.socket)
      expect(await other.leases.acquire(cluster, 'bob', 'apply')).toMatchObject({
        kind: 'taken',
        holder: { by: 'ann' },
      })
    }
  } finally {
    now.mockRestore()
  }
})

withServer('a server that has forgotten the newest leases does not take one holder for another', async () => {
  const cluster = clusterName('forgotten')
  const ann = mine(await host.leases.acquire(cluster, 'ann', 'apply'))
  const row = server.sql(`SELECT id FROM pader.lease WHERE cluster = '${cluster}'`)
  await ann.release()
  const bob = mine(await hostAt(server.socket).leases.acquire(cluster, 'bob', 'apply'))
  // A copy that had not heard of bob yet becomes the server, and cid takes what looks free there.
  server.sql(
    `UPDATE pader.lease SET id = '${row}', token = 1, holder = 'ann', until = now() WHERE cluster = '${cluster}'`,
  )
  expect(await bob.holds()).toBe(false)
  const cid = mine(await hostAt(server.socket).leases.acquire(cluster, 'cid', 'apply'))
  expect(cid.token).toBe(bob.token)
  expect(await bob.holds()).toBe(false)
  await bob.release()
  expect(await cid.holds()).toBe(true)
})
