import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../src/cli/process/system-clock.ts'
import { run } from '../../src/cli/run.ts'
import { postgresPath, startPostgres, withoutPostgres, type TestServer } from '../postgres.ts'
import { running, setScene, worldOf, type Running, type Scene } from './scene.ts'

vi.setConfig({ testTimeout: 120_000 })

const program = new URL('../../dist/cli/bin.js', import.meta.url).pathname
const CANARY = 'canary-of-the-database-0815'

let scene: Scene
let server: TestServer
let watches: Running[]
beforeAll(async () => {
  if (postgresPath !== undefined) server = await startPostgres()
})
beforeEach(async () => {
  if (postgresPath === undefined) return
  scene = await setScene()
  watches = []
})
afterEach(async () => {
  if (postgresPath === undefined) return
  await Promise.all(watches.map(async (watch) => watch.stop()))
  await scene.close()
  for (const text of ['DROP DATABASE pader WITH (FORCE)', 'CREATE DATABASE pader']) server.sql(text, 'postgres')
})
afterAll(async () => {
  if (postgresPath !== undefined) await server.close()
})

/** The host file of one of two hosts: a state directory of its own, and the state that both share. */
async function host(name: string): Promise<string> {
  const text = await readFile(scene.hostFile, 'utf8')
  const shared = `sharedState: { address: '${server.socket}', database: pader, user: owner, password: 'env:DATABASE' }\n`
  const file = join(scene.folder, `${name}.yaml`)
  await writeFile(file, text.replace(/^stateDirectory: .*$/m, `stateDirectory: '${stateOf(name)}'\n${shared}`))
  return file
}

const stateOf = (name: string): string => join(scene.folder, `state-${name}`)

async function pader(
  hostFile: string,
  ...args: string[]
): Promise<{ readonly exitCode: number; readonly said: string }> {
  const lines: string[] = []
  const world = { ...worldOf(lines, new AbortController().signal), cwd: scene.repository, env: { DATABASE: CANARY } }
  const exitCode = await run([...args, '--host-config', hostFile], world)
  expect(lines.join('')).not.toContain(CANARY)
  return { exitCode, said: lines.join('').replaceAll(/\s+/g, ' ') }
}

function watching(hostFile: string, ...args: string[]): Running {
  const call = ['watch', '--remote', '.', '--mode', 'enforce', '--poll', '0.2', '--host-config', hostFile, ...args]
  const watch = running(call, scene.repository, { DATABASE: CANARY }, { clock: hurried })
  watches.push(watch)
  return watch
}

async function wantTimeout(seconds: number): Promise<void> {
  const file = join(scene.repository, 'clusters', 'two-site', 'cluster.yaml')
  const text = await readFile(file, 'utf8')
  const wanted = `messages: { timeout: ${seconds} }\n`
  const next = /messages: \{ timeout: \d+ \}\n/.test(text)
    ? text.replace(/messages: \{ timeout: \d+ \}\n/, wanted)
    : text.replace('defaults:\n', `defaults:\n  ${wanted}`)
  await writeFile(file, next)
  await scene.git.commit(`A timeout of ${seconds}`, file)
}

/** A clock for which a quarter of a minute is over soon; leases do not go by it. */
const hurried = {
  now: () => Date.now(),
  sleep: async (time: number, stop?: AbortSignal) => systemClock.sleep(Math.min(time, 100), stop),
}

const commits = (): number => scene.requests.filter((line) => line.endsWith('/commit')).length
const twoMinutesPass = (): string => server.sql(`UPDATE pader.lease SET until = until - interval '2 min'`)

describe.skipIf(postgresPath === undefined)(
  `two hosts with one shared state${withoutPostgres}`,
  { timeout: 120_000 },
  () => {
    test('the second stands by, takes over what was given back, and what one holds stops the other', async () => {
      const [a, b] = [await host('a'), await host('b')]
      const first = watching(a)
      await first.hears(/two-site: (as it should be|in sync after)/)
      const second = watching(b)
      await second.hears(/two-site: standing by while .+ watches it/)
      const status = await pader(b, 'status', '--cluster', 'two-site')
      expect(status.said).toMatch(/watched by .+, process \d+ since .+, until .+ unless extended/)
      const before = commits()
      await wantTimeout(41)
      await first.hears(/in sync after 1 commit/)
      expect(commits()).toBe(before + 1)
      expect((await pader(b, 'journal', 'verify', '--cluster', 'two-site')).said).toContain('unbroken')
      expect((await pader(b, 'hold', '--cluster', 'two-site', '--why', 'power work')).exitCode).toBe(0)
      await wantTimeout(42)
      await first.hears(/on hold by .*power work/)
      await first.stop()
      await second.hears(/watching a branch in mode "enforce"/)
      await second.hears(/on hold by .*power work/)
      expect((await pader(a, 'release', '--cluster', 'two-site')).said).toContain('released')
      await wantTimeout(43)
      await second.hears(/in sync after 1 commit/)
      for (const watch of watches) expect(watch.said()).not.toContain(CANARY)
    })

    test('while the database is away nothing is changed and it says so; afterwards the same host goes on', async () => {
      const first = watching(await host('a'), '--serve', '0')
      await first.hears(/two-site: (as it should be|in sync after)/)
      await server.kill()
      const before = commits()
      const blind = watching(await host('b'))
      await blind.hears(/cannot watch it: the shared state at/)
      await wantTimeout(44)
      await sleep(1_000)
      expect(commits()).toBe(before)
      await server.start()
      await first.hears(/in sync after 1 commit/)
      await blind.hears(/standing by while .+ watches it/)
      expect(commits()).toBe(before + 1)
    })

    test('what a killed host had begun to roll back the other goes on with, from the shared state alone', async () => {
      if (!existsSync(program)) throw new Error(`"${program}" is missing: run "npm run build" first`)
      const [a, b] = [await host('a'), await host('b')]
      const groups = (): string =>
        JSON.stringify(scene.emulated.picture().nodes.map(({ networkGroups }) => networkGroups))
      const before = groups()
      const file = join(scene.repository, 'clusters', 'two-site', 'locations', 'newyork.yaml')
      const text = await readFile(file, 'utf8')
      expect((await pader(a, 'apply', '--yes', '--quiet')).exitCode).toBe(0)
      const networks = 'clientNetworks: [10.1.16.0/20]\n'
      await writeFile(file, text.replace(networks, `${networks}defaults:\n  groups:\n    network: [manhattan]\n`))
      expect((await pader(a, 'apply', '--yes', '--quiet')).said).toContain('in sync after 2 commits')
      const after = groups()
      scene.requests.length = 0
      const call = ['rollback', '--yes', '--quiet', '--why', 'users are cut off', '--host-config', a]
      const env = { ...process.env, NO_COLOR: '1', DATABASE: CANARY }
      const rollback = spawn(process.execPath, [program, ...call], { cwd: scene.repository, stdio: 'ignore', env })
      const exit = once(rollback, 'exit')
      const first = (): number => scene.requests.findIndex((line) => line.endsWith('/commit'))
      while (!(first() >= 0 && scene.requests.slice(first()).some((line) => line.startsWith('PUT')))) {
        expect(rollback.exitCode).toBe(null)
        await sleep(1)
      }
      rollback.kill('SIGKILL')
      expect(await exit).toEqual([null, 'SIGKILL'])
      expect([before, after]).not.toContain(groups())

      const locked = await pader(b, 'rollback', '--yes', '--quiet')
      expect([locked.exitCode, locked.said]).toEqual([
        5,
        expect.stringMatching(
          /, process \d+ was at work there \(rollback\) since .+, is no longer a process on this machine, and has left the lease behind/,
        ),
      ])
      twoMinutesPass()
      // The session that was open is known to the killed host alone: the appliance ends it for being idle.
      scene.emulated.control({ kind: 'expire sessions' }, Date.now())
      const rest = await pader(b, 'rollback', '--yes', '--quiet')
      expect([rest.exitCode, rest.said]).toEqual([0, expect.stringContaining('in sync after 1 commit')])
      expect(groups()).toBe(before)
      const held = await pader(b, 'apply', '--yes', '--quiet')
      expect([held.exitCode, held.said]).toEqual([4, expect.stringContaining('users are cut off')])
      expect((await pader(a, 'journal', 'verify', '--cluster', 'two-site')).said).toContain('unbroken')
    })

    test('a state directory that knows a hold is refused until it was moved, and nothing is forgotten', async () => {
      const alone = (await readFile(scene.hostFile, 'utf8')).replace(
        /^stateDirectory: .*$/m,
        `stateDirectory: '${stateOf('a')}'`,
      )
      const own = join(scene.folder, 'alone.yaml')
      await writeFile(own, alone)
      expect((await pader(own, 'apply', '--yes', '--quiet')).exitCode).toBe(0)
      await wantTimeout(45)
      expect((await pader(own, 'apply', '--yes', '--quiet')).exitCode).toBe(0)
      expect((await pader(own, 'hold', '--cluster', 'two-site', '--why', 'power work')).exitCode).toBe(0)
      const journal = await pader(own, 'journal', 'show', '--cluster', 'two-site')
      const backups = await pader(own, 'backup', 'list', '--cluster', 'two-site')

      const [a, b] = [await host('a'), await host('b')]
      const refused = await pader(a, 'apply', '--yes', '--quiet')
      expect([refused.exitCode, refused.said]).toEqual([3, expect.stringContaining('hold/clusters/two-site.json')])
      expect(refused.said).toContain('pader share')
      expect((await pader(a, 'share')).said).toMatch(/\d+ files are now shared/)
      expect((await pader(a, 'share')).said).toContain('nothing to share')
      for (const one of [a, b]) {
        expect(await pader(one, 'journal', 'show', '--cluster', 'two-site')).toEqual(journal)
        expect(await pader(one, 'backup', 'list', '--cluster', 'two-site')).toEqual(backups)
        expect((await pader(one, 'apply', '--yes', '--quiet')).said).toContain('power work')
      }
      expect((await readdir(stateOf('a'))).some((name) => name.startsWith('moved-'))).toBe(true)
      // A backup that is to be restored by hand is there to be uploaded.
      expect((await pader(b, 'release', '--cluster', 'two-site')).exitCode).toBe(0)
      const id = backups.said.split(' ')[1]!
      const restore = await pader(b, 'rollback', '--cluster', 'two-site', '--to-backup', id)
      const [, file = ''] = /restore the file "([^"]+)"/.exec(restore.said) ?? []
      expect((await readFile(join(stateOf('b'), file))).byteLength).toBeGreaterThan(100)

      await mkdir(join(stateOf('b'), 'hold'))
      await writeFile(join(stateOf('b'), 'hold', 'all.json'), '{}')
      await pader(a, 'hold', '--all', '--why', 'another reason')
      const clash = await pader(b, 'share')
      expect([clash.exitCode, clash.said]).toEqual([3, expect.stringContaining('nothing was moved')])
    })
  },
)
