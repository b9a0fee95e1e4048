import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { committed } from './committed.ts'
import { pader, type Ended } from './support.ts'

const { folder, git, edit, reset, remove } = committed('three-site')
git('tag', 'start')
beforeEach(() => {
  git('reset', '-q', '--hard', 'start')
  git('clean', '-qfd')
})
afterAll(remove)

const commit = (): string => git('commit', '-qam', 'next')

const review = (...args: string[]): Promise<Ended> =>
  pader(folder, 'compile', 'three-site', '--dry-run', '--base', 'HEAD', ...args)
const inOneLine = ({ stdout }: Ended): string => stdout.replaceAll(/\s+/g, ' ')

/** What half a cluster would be taken for. */
const FALSE = /removed|by hand|further than before|let through|rollout, if/

test.each([
  ['a location that is not YAML', 'locations/tokyo.yaml', 'nodes:', 'nodes: {'],
  ['a policy that is not YAML', 'policy/30-blocking.yaml', 'ruleSets:', 'ruleSets: ['],
  ['a list with a value that cannot be', 'lists/Gambling.yaml', 'type:', 'typ:'],
  ['criteria that end too early', 'policy/30-blocking.yaml', '10485760', ''],
  ['a property that nobody knows', 'policy/30-blocking.yaml', 'BytesFromClient', 'BytesFromClients'],
  ['a key that nobody knows', 'locations/tokyo.yaml', 'nodes:', 'nods: 1\nnodes:'],
])('%s: nothing is said of the cluster, and the file is named', async (_what, file, from, to) => {
  edit(file, from, to)
  const ended = await review()
  expect(ended.exitCode).toBe(3)
  expect(inOneLine(ended)).toContain(`three-site: not reviewed: errors in three-site/${file} hide part of the cluster`)
  expect(ended.stdout).not.toMatch(FALSE)
})

test('a cluster whose own file is gone is not taken for one that was removed, while others of its files are there', async () => {
  rmSync(join(folder, 'three-site/cluster.yaml'))
  const ended = await pader(folder, 'compile', '.', '--dry-run', '--base', 'HEAD')
  expect(inOneLine(ended)).toContain('three-site: not reviewed: errors in three-site/')
  expect(ended.stdout).not.toMatch(FALSE)
})

test('waivers and tests that cannot be read hide nothing of the cluster', async () => {
  edit('cluster.yaml', 'priority: 10', 'priority: 20')
  writeFileSync(join(folder, 'three-site/waivers.yaml'), 'waivers: [')
  edit('tests/blocking.yaml', 'tests:', 'tests: {')
  const ended = await review()
  expect(ended.exitCode).toBe(3)
  expect(inOneLine(ended)).toMatch(/priority of 34 nodes: .*: 10 → 20/)
})

test('a node that errors may hide is not said to be unknown: the errors are shown', async () => {
  edit('locations/tokyo.yaml', 'nodes:', 'nodes: {')
  for (const name of [
    ['--node', 'tokyo-2'],
    ['--location', 'tokyo', '--node', 'tokyo-2'],
  ]) {
    const { exitCode, stdout, stderr } = await pader(folder, 'compile', 'three-site', '--dry-run', ...name)
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: '' })
    expect(stdout).toContain('three-site/locations/tokyo.yaml:')
  }
})

test('what was found before in a part that errors now hide is not said to be repaired', async () => {
  const old = 'priority: 12'
  edit('locations/tokyo.yaml', 'tokyo-9: { transit: true }', `tokyo-9: { transit: true, ${old} }`)
  commit()
  edit('locations/tokyo.yaml', 'nodes:', 'nodes: {')
  expect((await review('--output', 'markdown')).stdout).not.toContain('No longer found')
  reset()
  edit('locations/tokyo.yaml', `, ${old}`, '')
  expect((await review('--output', 'markdown')).stdout).toContain('No longer found')
})

test('every gate but that of lowered checks is closed by a base that hides something, and forms say that nothing is known', async () => {
  edit('locations/tokyo.yaml', 'nodes:', 'nodes: {')
  commit()
  edit('locations/tokyo.yaml', 'nodes: {', 'nodes:')
  for (const gate of ['high', 'weakening', 'unreachable'])
    expect(await review('--fail-on', gate), gate).toMatchObject({ exitCode: 4 })
  expect((await review('--fail-on', 'lowered-check')).exitCode).toBe(0)
  expect((await review('--detailed-exitcode')).exitCode).toBe(2)
  const words = 'not reviewed: in the base revision, errors in three-site/locations/tokyo.yaml hide part of the cluster'
  expect(inOneLine(await review())).toContain(words)
  expect((await review('--output', 'markdown')).stdout).toContain(`❔ **three-site**: ${words}`)
  expect((await review('--output', 'html')).stdout).toContain(`<p class="risk unknown">${words}</p>`)
  const { stdout } = await review('--output', 'json')
  expect(JSON.parse(stdout)).toMatchObject({
    reviews: [{ risk: 'unknown', unread: { before: ['three-site/locations/tokyo.yaml'], after: [] } }],
  })
  const schemaOf = (name: string): object => JSON.parse(readFileSync(`schema/output/${name}.schema.json`, 'utf8'))
  const ajv = new Ajv().addSchema(schemaOf('diagnostics')).addSchema(schemaOf('impact'))
  const validate = ajv.compile(schemaOf('compile'))
  expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true)
  for (const command of ['impact', 'graph'])
    expect(await pader(folder, command, 'three-site', '--base', 'HEAD'), command).toMatchObject({
      exitCode: 3,
      stdout: '',
      stderr: expect.stringContaining('hide part of "three-site": name another revision to compare with'),
    })
})

test('tests of a policy that errors hide part of are not run: they would fail for another reason', async () => {
  edit('policy/30-blocking.yaml', 'ruleSets:', 'ruleSets: [')
  const { exitCode, stdout } = await pader(folder, 'test', 'three-site')
  expect(exitCode).toBe(3)
  expect(stdout).toBe('three-site: tests not run: errors hide part of what they test\n0 passed, 0 failed\n')
  const { stdout: comment } = await pader(folder, 'test', 'three-site', '--output', 'markdown')
  expect(comment).toContain('- three-site: tests not run: errors hide part of what they test')
})
