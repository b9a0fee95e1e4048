import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { isCalled, PEERS, settle, versionOf } from '../../bench/peers/peers-on.ts'
import type { PeerContestant } from '../../bench/peers/peer.ts'
import { faultOfFleet, faultsOfMeaning, faultsOfShape, soundFleet } from './broken-fleets.ts'

vi.setConfig({ testTimeout: 60_000 })

const sound = soundFleet()
const uuids = [...sound.values()].flatMap((text) => [...text.matchAll(/uuid: (\S+)/g)].map(([, uuid]) => uuid ?? ''))

test('tools are chosen by their name, which means all forms, by a form, or by both', () => {
  const chosen = (word: string): readonly string[] =>
    PEERS.filter((peer) => isCalled(peer, word)).map(({ name }) => name)
  expect(chosen('jsonnet')).toEqual(['jsonnet, tuned', 'jsonnet, usual'])
  expect(chosen('jsonnet, usual')).toEqual(['jsonnet, usual'])
  expect(chosen('usual')).toEqual(['pkl eval, usual', 'terraform plan, usual', 'jsonnet, usual'])
  expect(chosen('puppet')).toEqual([])
})

for (const peer of PEERS) {
  const version = versionOf(peer)
  if (version === undefined) console.warn(`skipped: what ${peer.name} does, since it is not installed (${peer.from})`)

  describe.skipIf(version === undefined)(`${peer.name} does the job that it is measured at`, () => {
    let fleet = ''
    let settled: PeerContestant & { readonly cwd: string }

    beforeAll(() => {
      fleet = mkdtempSync(join(tmpdir(), 'pader-peers-'))
      for (const [path, text] of sound) write(path, text)
      settled = settle(peer, { root: resolve('.'), fleet })
      settled.first?.()
    }, 120_000)
    afterAll(() => rmSync(fleet, { recursive: true, force: true }))

    test('it accepts a fleet that has nothing wrong, and makes an artifact of every node', () => {
      expect(uuids).toHaveLength(90)
      expect(run()).toMatchObject({ status: 0 })
      const made = filesBelow(artifacts())
        .map((file) => readFileSync(file, 'utf8'))
        .join('\n')
      expect(uuids.filter((uuid) => !made.includes(uuid))).toEqual([])
    })

    test.each([...faultsOfShape, ...faultsOfMeaning, faultOfFleet])('it refuses $what', ({ file, wrong, said }) => {
      const text = sound.get(file) ?? ''
      expect(wrong(text)).not.toBe(text)
      write(file, wrong(text))
      const { status, output } = run()
      write(file, text)
      expect(output).toMatch(said)
      expect(status).not.toBe(0)
    })

    test('what it leaves behind after a change, and what it says of it, is what differs, unless it writes everything again', () => {
      for (const file of filesBelow(artifacts())) utimesSync(file, 1, 1)
      const site = 'region-000/locations/site00.yaml'
      const text = sound.get(site) ?? ''
      write(site, text.replace('10.0.0.3,', '10.0.0.99,'))
      const { output } = run()
      write(site, text)
      const files = filesBelow(artifacts())
      const written = files.filter((file) => statSync(file).mtimeMs > 1000)
      if (peer.program === 'terraform') expect(output).toContain('0 to add, 1 to change, 0 to destroy')
      else if (peer.program === 'pkl') expect(written).toEqual(files)
      else expect(written.map((file) => readFileSync(file, 'utf8').includes('10.0.0.99'))).toEqual([true])
    })

    const artifacts = (): string => join(settled.cwd, settled.artifacts)

    function write(path: string, text: string): void {
      const file = join(fleet, 'clusters', path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }

    function run(): { readonly status: number | null; readonly output: string } {
      settled.prepare?.()
      const [program = '', ...args] = settled.command
      const { status, stdout, stderr } = spawnSync(program, args, { cwd: settled.cwd, maxBuffer: 1 << 26 })
      return { status, output: `${String(stdout)}\n${String(stderr)}` }
    }
  })
}

function filesBelow(path: string): readonly string[] {
  return statSync(path).isFile() ? [path] : readdirSync(path).flatMap((name) => filesBelow(join(path, name)))
}
