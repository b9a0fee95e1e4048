import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { running } from '../served/scene.ts'
import { watchedScene } from './watched.ts'

vi.setConfig({ testTimeout: 60_000 })

const watched = watchedScene()
const { watch, changing } = watched

const clusterFile = (): string => join(watched.scene.repository, 'clusters', 'two-site', 'cluster.yaml')

const locationFile = (): string => join(watched.scene.repository, 'clusters', 'two-site', 'locations', 'tokyo.yaml')

/** Changes one setting of tokyo-2, which is not the entry node: no guard objects. */
async function setPriority(priority: number): Promise<void> {
  const text = (await readFile(locationFile(), 'utf8')).replace(/    priority: \d+\n/, '')
  const changed = text.replace('address: 10.81.0.12\n', `address: 10.81.0.12\n    priority: ${priority}\n`)
  await writeFile(locationFile(), changed)
}

const follow = ['--remote', '.', '--poll', '0.2', '--mode', 'enforce']

const sessions = (): unknown[] => watched.scene.emulated.picture().nodes.flatMap((node) => node.sessions)

async function leases(): Promise<string[]> {
  const folder = `${watched.scene.hostFile}.d/state/lease/two-site`
  const names = await readdir(folder).catch(() => [])
  const texts = await Promise.all(names.map(async (name) => readFile(join(folder, name), 'utf8')))
  return texts.filter((text) => !text.includes('"released":true'))
}

/** A port of this machine on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

describe('pader watch over HTTPS', () => {
  test('in mode enforce a commit is applied, and a change that is not committed is not', async () => {
    const said = watch(...follow)
    await said.hears(/as it should be/)
    await setPriority(20)
    await watched.scene.git.commit('Priority 20', locationFile())
    const tip = (await watched.scene.git.revparse(['HEAD'])).trim()
    await said.hears(new RegExp(`commit ${tip.slice(0, 12)} arrived`))
    await said.hears(/in sync after 1 commit/)
    const commits = changing().filter((line) => line.endsWith('/commit'))
    await setPriority(30)
    await watched.scene.git.raw(['commit', '--allow-empty', '-m', 'Nothing that a node would notice'])
    await said.hears(/arrived/)
    await said.hears(/as it should be/)
    expect(changing().filter((line) => line.endsWith('/commit'))).toEqual(commits)
    expect(commits).toHaveLength(1)
    expect(await said.stop()).toBe(0)
    expect(changing().length).toBeGreaterThan(0)
    expect(sessions()).toEqual([])
    expect(await leases()).toEqual([])
    const journal = await readFile(`${watched.scene.hostFile}.d/state/journal/two-site.jsonl`, 'utf8')
    expect(journal).toContain(`"revision":"${tip}"`)
  })

  test('backups are kept within bounds: the newest, and that of the newest run', async () => {
    const kept = `${watched.scene.hostFile}.d/state/backup/two-site`
    await mkdir(kept, { recursive: true })
    const days = Array.from({ length: 28 }, (_, index) => String(index + 1).padStart(2, '0'))
    const names = ['01', '02'].flatMap((month) =>
      days.map((day) => `2020-${month}-${day}T08-00-00-000Z-0123456789ab.backup`),
    )
    await Promise.all(names.map(async (name) => writeFile(join(kept, name), 'old')))
    await setPriority(20)
    await watched.scene.git.commit('Priority 20', locationFile())
    const said = watch(...follow)
    await said.hears(/in sync after 1 commit/)
    expect(await said.stop()).toBe(0)
    const left = await readdir(kept)
    expect(left).toHaveLength(30)
    expect(left.toSorted().slice(0, -1)).toEqual(names.slice(-29))
  })

  test('in mode observe a changed file is planned at once, and no appliance is asked to change anything', async () => {
    const said = watch('--files')
    await said.hears(/in mode "observe"/)
    await said.hears(/as it should be/)
    await setPriority(20)
    await said.hears(/a file changed/)
    await said.hears(/priority {2}10 → 20/)
    await said.hears(/differs: 1 change in 1 commit/)
    await writeFile(clusterFile(), 'format: [')
    await said.hears(/waits for a person: the YAML has errors/)
    expect(await said.stop()).toBe(0)
    expect(watched.scene.requests.length).toBeGreaterThan(10)
    expect(changing()).toEqual([])
    expect(sessions()).toEqual([])
  })

  test('what a guard objects to waits for a person, and is not written', async () => {
    const said = watch(...follow)
    await said.hears(/as it should be/)
    const text = await readFile(clusterFile(), 'utf8')
    await writeFile(clusterFile(), text.replace('priority: 10', 'priority: 7'))
    await watched.scene.git.commit('Priority 7 everywhere', clusterFile())
    await said.hears(/waits for a person: GUARD-ENTRY-NODE/)
    expect(await said.stop()).toBe(0)
    expect(changing()).toEqual([])
    expect(await leases()).toEqual([])
  })

  test('asked to stop in the middle of a run it leaves no session and no lease, and the next one goes on', async () => {
    await setPriority(20)
    await watched.scene.git.commit('Priority 20', locationFile())
    const first = watch(...follow)
    await first.hears(/phase 1 of 1/)
    expect(await first.stop()).toBe(0)
    expect(sessions()).toEqual([])
    expect(await leases()).toEqual([])
    const second = watch(...follow)
    await second.hears(/as it should be|in sync after/)
    expect(await second.stop()).toBe(0)
    expect(sessions()).toEqual([])
  })

  test('a second watch stands by while the first watches, and asks no appliance anything', async () => {
    const first = running(['watch', '--host-config', watched.scene.hostFile, ...follow], watched.scene.repository)
    await first.hears(/as it should be/)
    const asked = watched.scene.requests.length
    const second = watch(...follow, '--probe', '0.2')
    await second.hears(/standing by while .+ watches it/)
    expect(watched.scene.requests.length).toBe(asked)
    expect(await second.stop()).toBe(0)
    expect(second.said()).not.toMatch(/started/)
    expect(await first.stop()).toBe(0)
    const last = watch(...follow)
    await last.hears(/as it should be/)
    expect(last.said()).not.toContain('standing by')
  })

  test('a state directory that takes no watch lease and no lease ends no watch: it is said, shown, counted and tried again', async () => {
    const state = `${watched.scene.hostFile}.d/state`
    const inTheWay = async (name: string): Promise<void> => {
      await rm(join(state, name), { recursive: true, force: true })
      await mkdir(state, { recursive: true })
      await writeFile(join(state, name), 'a file where there should be a folder')
    }
    await inTheWay('watch-lease')
    const leaseless = watch(...follow)
    await leaseless.hears(/cannot watch it: the state directory cannot be read or written: E\w+/)
    expect(await leaseless.stop()).toBe(0)
    await rm(join(state, 'watch-lease'))
    await inTheWay('lease')
    await setPriority(20)
    await watched.scene.git.commit('Priority 20', locationFile())
    const port = await freePort()
    const said = watch(...follow, '--serve', String(port))
    await said.hears(/failed: E\w+.*nothing is done that cannot be recorded/)
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    expect(metrics).toMatch(/pader_reconcile_total\{cluster="two-site",result="failed"\} [1-9]/)
    expect(metrics).toContain('pader_healthy{cluster="two-site"} 0')
    expect(await said.stop()).toBe(0)
    expect(changing()).toEqual([])
  })

  test('a history that was rewritten is refused, and what was accepted goes on to hold', async () => {
    await watched.scene.git.raw(['commit', '--allow-empty', '-m', 'Soon gone'])
    const said = watch(...follow)
    await said.hears(/as it should be/)
    await watched.scene.git.raw(['reset', '--hard', 'HEAD~1'])
    await setPriority(20)
    await watched.scene.git.commit('Another history', locationFile())
    await said.hears(/refused: "main" does not lead on from [0-9a-f]{40}/)
    expect(await said.stop()).toBe(0)
    expect(changing()).toEqual([])
  })

  test('nothing to follow, an unknown mode and an unknown cluster are said, with what to do', async () => {
    const cases = [
      { args: [], code: 3, says: 'add "remote" to the host file, or use --remote or --files' },
      { args: ['--files', '--mode', 'force'], code: 64, says: '--mode takes observe, propose or enforce' },
      { args: ['--files', '--remote', '.'], code: 64, says: 'say one of them' },
      { args: ['--remote', 'https://hush@h/x.git'], code: 64, says: '--remote has a user or a password' },
      { args: ['--files', '--cluster', 'nowhere'], code: 3, says: 'no cluster "nowhere"' },
      { args: ['--files', '--poll', '0'], code: 64, says: '--poll takes seconds' },
      { args: ['--files', '--serve', 'all:80'], code: 64, says: '--serve takes a port' },
    ]
    for (const { args, code, says } of cases) {
      const said = watch(...args)
      expect(await said.stop(), said.said()).toBe(code)
      expect(said.said()).toContain(says)
    }
    expect(watched.scene.requests).toEqual([])
  })
})
