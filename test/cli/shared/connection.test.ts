import { chownSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CommandFailure } from '../../../src/cli/command.ts'
import type { State } from '../../../src/cli/shared/state.ts'
import { makeIdentity } from '../../../src/emulator/serve/certificate.ts'
import { clusterName } from '../../../src/model/names.ts'
import { postgresPath, startPostgres, withoutPostgres, type TestServer } from '../../postgres.ts'
import { hostAt } from './setting.ts'

const CANARY = 'canary-of-the-database-4711'

let server: TestServer
let port: number
let authority: string
let stranger: string

/** A server that takes TLS and a password from the network, and believes whoever comes through its socket. */
beforeAll(async () => {
  if (postgresPath === undefined) return
  server = await startPostgres()
  server.sql(`CREATE ROLE pader LOGIN PASSWORD '${CANARY}'`)
  await server.kill()
  const file = (name: string, text: string): string => {
    const path = join(server.folder, name)
    writeFileSync(path, text, { mode: 0o600 })
    if (process.getuid?.() === 0) chownSync(path, 65_534, 65_534)
    return path
  }
  const [mine, other] = [await makeIdentity(['127.0.0.1']), await makeIdentity(['127.0.0.1'])]
  authority = file('authority.pem', mine.authority)
  stranger = file('stranger.pem', other.authority)
  const hba = file('pg_hba.conf', 'local all all trust\nhostssl pader pader 127.0.0.1/32 scram-sha-256\n')
  port = await freePort()
  const settings = [
    `listen_addresses=127.0.0.1`,
    'ssl=on',
    `ssl_cert_file=${file('server.pem', mine.certificate)}`,
    `ssl_key_file=${file('server.key', mine.key)}`,
    `hba_file=${hba}`,
  ]
  await server.start({ port, settings })
})
afterAll(async () => server?.close())

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const { port: free } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return free
}

/** The shared state as a host reaches it over the network. */
const overNetwork = (rest: object = {}, password = CANARY): State =>
  hostAt('127.0.0.1', {
    env: { DATABASE_PASSWORD: password },
    rest: { port, user: 'pader', password: 'env:DATABASE_PASSWORD', authority, ...rest },
  })

async function refusalOf(state: State): Promise<CommandFailure> {
  const said: unknown = await state.store.list('x').catch((error: unknown) => error)
  if (!(said instanceof CommandFailure)) throw new Error(`expected a refusal, not ${inspect(said)}`)
  expect(inspect(said, { depth: 10 })).not.toContain(CANARY)
  return said
}

describe.skipIf(postgresPath === undefined)(`the way to a shared state${withoutPostgres}`, () => {
  test('a role without rights is told what the owner has to run; with exactly those rights everything works', async () => {
    expect(await refusalOf(overNetwork())).toMatchObject({
      message: expect.stringMatching(/has no tables, and they cannot be made.*permission denied/s) as unknown,
      exitCode: 3,
      failure: { next: [expect.stringContaining('schema/shared-state.sql')] },
    })
    const sql = readFileSync(join(process.cwd(), 'schema', 'shared-state.sql'), 'utf8')
    server.sql(sql)
    server.sql(sql)
    expect(await refusalOf(overNetwork())).toMatchObject({
      message: expect.stringContaining('permission denied') as unknown,
      failure: { next: [expect.stringContaining('rights')] },
    })
    const grants = [...sql.matchAll(/^-- +(GRANT .*;)$/gm)].map(([, grant]) => grant)
    expect(grants.length).toBeGreaterThan(3)
    server.sql(grants.join('\n'))
    const { store, leases, watchLeases } = overNetwork()
    const cluster = clusterName('edge')
    await store.append('a/1', Buffer.from('x'))
    await store.replace('a/2', Buffer.from('x'))
    await store.remove('a/2')
    expect(await store.create('a/2', Buffer.from('x'))).toBe(true)
    expect(await store.list('a')).toEqual(['1', '2'])
    for (const kind of [leases, watchLeases]) {
      const taken = await kind.acquire(cluster, 'ann', 'apply')
      expect(taken.kind === 'ours' && (await taken.lease.holds())).toBe(true)
      expect(await kind.break(cluster, 'bob', 'a test')).toMatchObject({ by: 'ann' })
    }
  })

  test('only a certificate of the authority and for the name is believed, whatever the environment says', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      const tls = { exitCode: 3, failure: { next: [expect.stringContaining('certificate')] } }
      expect(await refusalOf(overNetwork({ authority: stranger }))).toMatchObject(tls)
      expect(await refusalOf(overNetwork({ authority: undefined }))).toMatchObject(tls)
      expect(await refusalOf(overNetwork({ serverName: 'db.example.com' }))).toMatchObject(tls)
      expect(await overNetwork({ serverName: 'localhost' }).store.list('none')).toEqual([])
      expect(await refusalOf(overNetwork({ authority: '/nowhere.pem' }))).toMatchObject({
        message: expect.stringContaining('/nowhere.pem') as unknown,
      })
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
    }
  })

  test.each([
    ['a wrong password', { password: 'env:WRONG' }, { WRONG: 'x' }, /password authentication failed/, /password/],
    ['a password that is not there', { password: 'env:NONE' }, {}, /"NONE" is not set/, /password/],
    [
      'a database that is none',
      { database: 'none', user: 'owner', address: 'socket' },
      {},
      /does not exist/,
      /database/,
    ],
  ])('%s is refused at once, with what to correct and without the password', async (_, rest, env, what, next) => {
    const address = 'address' in rest ? { address: server.socket, port, authority: undefined } : { port, authority }
    const place = { user: 'pader', ...rest, ...address }
    const said = await refusalOf(hostAt('127.0.0.1', { env, rest: place }))
    expect(said).toMatchObject({ exitCode: 3, message: expect.stringMatching(what) as unknown })
    expect(said.failure.next.join()).toMatch(next)
  })

  test('a password that was changed is read anew for the next connection', async () => {
    const env: Record<string, string> = { DATABASE_PASSWORD: 'old' }
    const rest = { port, user: 'pader', password: 'env:DATABASE_PASSWORD', authority }
    const state = hostAt('127.0.0.1', { env, rest })
    expect((await refusalOf(state)).message).toContain('password authentication failed')
    env['DATABASE_PASSWORD'] = CANARY
    expect(await state.store.list('none')).toEqual([])
  })

  test('tables of another layout, and a server that forgets, are refused', async () => {
    const socket = { rest: { port } }
    expect(await hostAt(server.socket, socket).store.list('none')).toEqual([])
    server.sql('UPDATE pader.layout SET version = 2')
    expect((await refusalOf(hostAt(server.socket, socket))).message).toContain('of layout 2, and this Pader knows 1')
    server.sql('UPDATE pader.layout SET version = 1')
    server.sql('ALTER ROLE owner SET synchronous_commit = off')
    expect((await refusalOf(hostAt(server.socket, socket))).message).toContain('synchronous_commit is off')
    server.sql('ALTER ROLE owner RESET synchronous_commit')
    expect(await hostAt(server.socket, socket).store.list('none')).toEqual([])
  })

  test('of hosts that start at once in an empty database all find the tables', async () => {
    server.sql('CREATE DATABASE empty', 'postgres')
    const hosts = Array.from({ length: 8 }, () => hostAt(server.socket, { rest: { port, database: 'empty' } }))
    const tries = await Promise.all(
      hosts.map(async ({ leases }, by) => leases.acquire(clusterName('edge'), `${by}`, '')),
    )
    expect(tries.filter(({ kind }) => kind === 'ours')).toHaveLength(1)
    expect(server.sql('SELECT count(*) FROM pader.layout', 'empty')).toBe('1')
  })
})
