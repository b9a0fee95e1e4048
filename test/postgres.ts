import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Debian's servers, the newest first; `PADER_TEST_POSTGRES` names another folder of programs. */
const folders = [
  process.env['PADER_TEST_POSTGRES'],
  ...versionsIn('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`),
  '/usr/local/pgsql/bin',
  '/usr/bin',
]

/** Folder of the programs of a PostgreSQL on this machine, for tests of what several hosts share. */
export const postgresPath = folders.find((folder) => folder !== undefined && existsSync(join(folder, 'initdb')))

/** What the name of a skipped test says about why it was skipped. */
export const withoutPostgres =
  postgresPath === undefined ? ' (skipped: no PostgreSQL here; install one or name it in PADER_TEST_POSTGRES)' : ''

/** A real server of its own, reached by a socket in a folder of its own. */
export interface TestServer {
  readonly folder: string
  /** Where its socket is. */
  readonly socket: string
  /** As when its machine loses power: nothing is written down any more. */
  kill(): Promise<void>
  /** Starts it again, at its socket alone or with settings of its own at a port. */
  start(network?: { readonly port: number; readonly settings: readonly string[] }): Promise<void>
  /** Runs SQL as the owner of the server, past Pader; gives what psql prints. */
  sql(text: string, database?: string): string
  close(): Promise<void>
}

/** The server refuses to run as root, as which tests may run: then it runs as nobody. */
const isRoot = process.getuid?.() === 0
const NOBODY = 65_534

/** Starts a server with an empty database "pader", whose owner is the role "owner". */
export async function startPostgres(): Promise<TestServer> {
  if (postgresPath === undefined) throw new Error('no PostgreSQL here')
  const bin = postgresPath
  const folder = mkdtempSync(join(tmpdir(), 'pader-postgres-'))
  chmodSync(folder, 0o755)
  if (isRoot) chownSync(folder, NOBODY, NOBODY)
  const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' }
  const data = join(folder, 'data')
  const initialised = ['--auth=trust', '--username=owner', '--no-sync', '--encoding=UTF8', '--locale=C', data]
  execFileSync(join(bin, 'initdb'), initialised, { ...as, env, cwd: folder, stdio: 'pipe' })
  let server: ChildProcess | undefined
  let port = 5432

  const sql = (text: string, database = 'pader'): string => {
    const way = ['-h', folder, '-p', String(port), '-U', 'owner', '-d', database]
    const call = ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', ...way]
    return execFileSync(join(bin, 'psql'), [...call, '-c', text], { env, encoding: 'utf8', stdio: 'pipe' }).trim()
  }
  const isUp = (): boolean => {
    try {
      return sql('SELECT 1', 'postgres') === '1'
    } catch {
      return false
    }
  }
  const start: TestServer['start'] = async (network = { port: 5432, settings: ['listen_addresses='] }) => {
    port = network.port
    const settings = ['fsync=off', 'max_connections=40', ...network.settings].flatMap((setting) => ['-c', setting])
    const call = ['-D', data, '-k', folder, '-p', String(port), ...settings]
    const started = spawn(join(bin, 'postgres'), call, { ...as, env, cwd: folder, stdio: 'ignore' })
    server = started
    while (!isUp()) {
      if (started.exitCode !== null) throw new Error(`the server of "${folder}" does not start`)
      await sleep(50)
    }
  }
  const kill = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    const over = once(server, 'exit')
    server.kill('SIGQUIT')
    await over
  }
  await start()
  sql('CREATE DATABASE pader', 'postgres')
  return {
    folder,
    socket: folder,
    kill,
    start,
    sql,
    close: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Stands between a client and the server, and can lose what the server says. */
export interface Wire {
  /** Folder of the socket that leads to the server. */
  readonly socket: string
  /** The next answer is not passed on: the connection is cut in its place, with the statement carried out. */
  loseNextAnswer(): void
  /** Statements go through, and answers stay on the way. */
  hold(): void
  /** Passes on what was held. */
  release(): void
  close(): Promise<void>
}

/** A wire to a server. */
export async function wireTo(server: TestServer): Promise<Wire> {
  const folder = mkdtempSync(join(tmpdir(), 'pader-wire-'))
  const [sockets, answering] = [new Set<Socket>(), new Set<Socket>()]
  let loses = false
  let isHeld = false
  const relay = createServer((client) => {
    const behind = connect(join(server.socket, '.s.PGSQL.5432'))
    for (const one of [client, behind]) {
      sockets.add(one)
      one.on('close', () => sockets.delete(one))
      one.on('error', () => one.destroy())
    }
    answering.add(behind)
    behind.on('close', () => answering.delete(behind))
    if (isHeld) behind.pause()
    client.on('data', (bytes) => behind.write(bytes))
    client.on('close', () => behind.destroy())
    behind.on('close', () => client.destroy())
    behind.on('data', (bytes) => {
      if (!loses) {
        client.write(bytes)
        return
      }
      loses = false
      client.destroy()
    })
  })
  relay.listen(join(folder, '.s.PGSQL.5432'))
  await once(relay, 'listening')
  return {
    socket: folder,
    loseNextAnswer: () => {
      loses = true
    },
    hold: () => {
      isHeld = true
      for (const one of answering) one.pause()
    },
    release: () => {
      isHeld = false
      for (const one of answering) one.resume()
    },
    close: async () => {
      for (const one of sockets) one.destroy()
      relay.close()
      await once(relay, 'close')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function versionsIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).toSorted((a, b) => Number(b) - Number(a)) : []
}
