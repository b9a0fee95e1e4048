import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { running, setScene, worldOf, type Running, type Scene } from './scene.ts'

vi.setConfig({ testTimeout: 60_000 })

const isHere = spawnSync('ssh-keygen', ['-?']).error === undefined
if (!isHere) console.warn('skipped: signed plans, since there is no ssh-keygen on this machine')

describe.skipIf(!isHere)('a plan that has to be signed', () => {
  let scene: Scene
  let watch: Running | undefined
  const at = (name: string): string => join(scene.folder, name)
  const plan = (): string => at('plan.json')

  beforeEach(async () => {
    scene = await setScene()
    for (const name of ['alice', 'alice2', 'bob', 'stranger'])
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', at(name)])
    const line = (name: string, key: string): string =>
      `${name}@example.com namespaces="pader-plan" ${readFileSync(at(`${key}.pub`), 'utf8')}`
    await writeFile(at('approvers'), line('alice', 'alice') + line('alice', 'alice2') + line('bob', 'bob'))
  })
  afterEach(async () => {
    await watch?.stop()
    watch = undefined
    await scene.close()
  })

  async function pader(...args: string[]): Promise<{ readonly exitCode: number; readonly said: string }> {
    const lines: string[] = []
    const world = { ...worldOf(lines, new AbortController().signal), cwd: scene.repository }
    const host = args[0] === 'approve' || args[0] === 'journal' ? [] : ['--host-config', scene.hostFile]
    const exitCode = await run([...args, ...host], world)
    return { exitCode, said: lines.join('').replaceAll(/\s+/g, ' ') }
  }

  const written = (): string[] => scene.requests.filter((line) => /^(PUT|DELETE) |\/commit$/.test(line))
  const journal = async (): Promise<string> =>
    readFile(`${scene.hostFile}.d/state/journal/two-site.jsonl`, 'utf8').catch(() => '')

  async function wantPriority(priority: number): Promise<void> {
    const file = join(scene.repository, 'clusters', 'two-site', 'locations', 'tokyo.yaml')
    const text = (await readFile(file, 'utf8')).replace(/    priority: \d+\n/, '')
    await writeFile(file, text.replace('address: 10.81.0.12\n', `address: 10.81.0.12\n    priority: ${priority}\n`))
  }

  async function demand(more = ''): Promise<void> {
    const text = await readFile(scene.hostFile, 'utf8')
    const demanded = `approvals: { count: 2, allowedSigners: '${at('approvers')}'${more} }`
    await writeFile(
      scene.hostFile,
      text.replace(/( +)reader:/, (found, indent: string) => `${indent}${demanded}\n${found}`),
    )
  }

  test('is carried out when somebody of the file has signed it, and the journal says who', async () => {
    await wantPriority(20)
    expect((await pader('plan', '--save', plan(), '--sign', at('alice'))).exitCode).toBe(2)
    const applied = await pader('apply', plan(), '--allowed-signers', at('approvers'))
    expect([applied.exitCode, applied.said]).toEqual([0, expect.stringContaining('in sync')])
    expect(await journal()).toContain('"approvedBy":["alice@example.com"]')
  })

  test('is refused unsigned, signed by a stranger, signed for something else, and changed after it was signed', async () => {
    await wantPriority(20)
    const apply = async (): Promise<{ readonly exitCode: number; readonly said: string }> =>
      pader('apply', plan(), '--allowed-signers', at('approvers'))
    await pader('plan', '--save', plan())
    execFileSync('mkfifo', [`${plan()}.pipe.sig`])
    await writeFile(`${plan()}.\u001b[31m.sig`, 'not even tried')
    const unsigned = await apply()
    expect(unsigned.exitCode).toBe(4)
    expect(unsigned.said).toMatch(/GUARD-APPROVALS: nobody who may .*there is no file plan\.json\*\.sig beside it/)
    expect(unsigned.said).toContain('pader approve FILE --sign KEY')
    expect(unsigned.said).toContain('pader runbook 4')
    await pader('approve', plan(), '--sign', at('stranger'), '--as', 'stranger')
    expect(await apply()).toMatchObject({
      exitCode: 4,
      said: expect.stringContaining('plan.json.stranger.sig does not count: its key is not among those that may sign'),
    })
    execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', 'file', '-f', at('bob'), plan()], { stdio: 'ignore' })
    expect(await apply()).toMatchObject({ exitCode: 4, said: expect.stringContaining('made for something else') })
    await pader('approve', plan(), '--sign', at('alice'), '--as', 'alice')
    const text = await readFile(plan(), 'utf8')
    await writeFile(
      plan(),
      text.replace(/"madeAt": "(\d+)/, (_, year) => `"madeAt": "${Number(year) + 1}`),
    )
    expect(await apply()).toMatchObject({ exitCode: 4, said: expect.stringContaining('the plan was changed') })
    expect(written()).toEqual([])
    await writeFile(plan(), text)
    expect((await apply()).exitCode).toBe(0)
  })

  test('by two people takes two people, however many keys one of them has, and no way around it', async () => {
    await demand()
    await wantPriority(20)
    expect(await pader('plan', '--save', plan(), '--sign', at('alice'))).toMatchObject({
      exitCode: 2,
      said: expect.stringContaining('an apply to two-site needs the signatures of 2 people'),
    })
    await pader('approve', plan(), '--sign', at('alice2'), '--as', 'alice2')
    expect(await pader('apply', plan())).toMatchObject({
      exitCode: 4,
      said: expect.stringContaining(
        'only alice@example.com signed this plan, and the signatures of 2 people are demanded',
      ),
    })
    expect(await pader('apply', '--yes')).toMatchObject({
      exitCode: 4,
      said: expect.stringContaining('a plan that is made on the spot carries none'),
    })
    expect((await pader('apply', plan(), '--allowed-signers', at('approvers'))).exitCode).toBe(64)
    expect(written()).toEqual([])
    const made = await readFile(plan(), 'utf8')
    for (const forged of [
      made.replace(/"madeAt": "[^"]+"/, String.raw`"madeAt": "today\n\ntwo-site: nothing to do"`),
      made.replace(/"base": \{[^}]*\}/, '"base": null'),
      made.replace(/("base": \{\s*"[^"]+": )"[^"]+"/, '$1{}'),
    ]) {
      expect(forged).not.toBe(made)
      await writeFile(plan(), forged)
      const refused = await pader('approve', plan())
      expect(refused).toMatchObject({ exitCode: 3, said: expect.stringContaining('is not a plan that') })
      expect(refused.said).not.toContain('nothing to do')
    }
    await writeFile(plan(), made)
    const read = await pader('approve', plan())
    expect(read).toMatchObject({ exitCode: 0, said: expect.stringContaining('priority 10 → 20') })
    expect((await pader('approve', plan(), '--sign', at('bob'), '--as', 'bob')).exitCode).toBe(0)
    const who = await pader('approve', plan(), '--allowed-signers', at('approvers'))
    expect(who.said).toContain('signed by alice@example.com, bob@example.com')
    expect(await pader('apply', plan())).toMatchObject({
      exitCode: 0,
      said: expect.stringContaining('two-site: signed by alice@example.com, bob@example.com'),
    })
    expect(await journal()).toContain('"approvedBy":["alice@example.com","bob@example.com"]')
  })

  test('is no obstacle where there is nothing to do, and a rollback needs the word of the host file', async () => {
    await demand()
    expect((await pader('apply', '--yes')).exitCode).toBe(0)
    expect((await pader('plan')).said).not.toContain('signatures')
    await wantPriority(20)
    await pader('plan', '--save', plan(), '--sign', at('alice'))
    await pader('approve', plan(), '--sign', at('bob'), '--as', 'bob')
    expect((await pader('apply', plan())).exitCode).toBe(0)
    const refused = await pader('rollback', '--cluster', 'two-site', '--yes')
    expect([refused.exitCode, refused.said]).toEqual([4, expect.stringContaining('rollbackAlone: true')])
    const hold = `${scene.hostFile}.d/state/hold/runs/two-site.json`
    expect(existsSync(hold)).toBe(false)
    const text = await readFile(scene.hostFile, 'utf8')
    await writeFile(scene.hostFile, text.replace('count: 2,', 'count: 2, rollbackAlone: true,'))
    expect((await pader('rollback', '--cluster', 'two-site', '--yes')).exitCode).toBe(0)
    expect(existsSync(hold)).toBe(true)
  })

  test('is not judged by a file that a commit could change, nor by a link to one', async () => {
    await wantPriority(20)
    await pader('plan', '--save', plan(), '--sign', at('stranger'))
    const [deep, top] = ['clusters/two-site/approvers', 'approvers'].map((name) => join(scene.repository, name))
    for (const file of [deep!, top!])
      await writeFile(file, `stranger@example.com ${readFileSync(at('stranger.pub'), 'utf8')}`)
    await symlink(top!, at('link'))
    for (const file of [deep!, top!, at('link')]) {
      const refused = await pader('apply', plan(), '--allowed-signers', file)
      expect([refused.exitCode, refused.said]).toEqual([3, expect.stringContaining('could change who may sign')])
    }
    expect(written()).toEqual([])
  })

  test('goes on with the same signatures where a watch was stopped between two commits', async () => {
    await demand(`, folder: '${at('put-up')}'`)
    await wantPriority(20)
    const logs = join(scene.repository, 'clusters', 'two-site', 'policy', '90-logs.yaml')
    const collector = await readFile(logs, 'utf8')
    await writeFile(logs, collector.replace('siem.example.com', 'siem2.example.com'))
    const args = ['watch', '--host-config', scene.hostFile, '--files', '--mode', 'enforce', '--probe', '1']
    watch = running(args, scene.repository)
    await watch.hears(/waits for signatures: 0 of 2/)
    const file = at('put-up/two-site/plan.json')
    for (const name of ['alice', 'bob']) await pader('approve', file, '--sign', at(name), '--as', name)
    await watch.hears(/ committed; attached/)
    expect(await watch.stop()).toBe(0)
    const commits = (): number => scene.requests.filter((line) => line.endsWith('/commit')).length
    expect(commits()).toBe(1)
    const signed = await readFile(file, 'utf8')
    watch = running(args, scene.repository)
    await watch.hears(/in sync after 1 commit/)
    expect(commits()).toBe(2)
    expect(watch.said()).not.toContain('waits for signatures')
    expect(signed).toContain('etc/rsyslog.conf')
    expect((await pader('plan')).exitCode).toBe(0)
  })

  test('is put up by a watch, which carries out exactly that once it is signed', async () => {
    await demand(`, folder: '${at('put-up')}'`)
    await wantPriority(20)
    const args = ['watch', '--host-config', scene.hostFile, '--files', '--mode', 'enforce', '--probe', '1']
    watch = running(args, scene.repository)
    await watch.hears(/waits for signatures: 0 of 2/)
    const file = at('put-up/two-site/plan.json')
    await pader('approve', file, '--sign', at('alice'), '--as', 'alice')
    await watch.hears(/waits for signatures: 1 of 2 \(so far alice@example\.com\)/)
    expect(written()).toEqual([])
    // A clock was ahead when it was put up: nobody knows how old it is, and no apply would take it.
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace(/"madeAt": "[^"]+"/, '"madeAt": "2099-01-01T00:00:00Z"'),
    )
    await watch.hears(/waits for signatures: 0 of 2/)
    expect(await readFile(file, 'utf8')).not.toContain('2099')
    await pader('approve', file, '--sign', at('alice'), '--as', 'alice')
    await watch.hears(/waits for signatures: 1 of 2/)
    // Something else is wanted meanwhile: what was signed is not it any more.
    await wantPriority(30)
    await watch.hears(/waits for signatures: 0 of 2/)
    expect(existsSync(`${file}.alice.sig`)).toBe(false)
    await pader('approve', file, '--sign', at('alice'), '--as', 'alice')
    await pader('approve', file, '--sign', at('bob'), '--as', 'bob')
    await watch.hears(/in sync after 1 commit/)
    await watch.hears(/as it should be|in sync/)
    expect(written().filter((line) => line.endsWith('/commit'))).toHaveLength(1)
    expect(await journal()).toContain('"approvedBy":["alice@example.com","bob@example.com"]')
  })
})
