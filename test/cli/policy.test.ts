import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import type { World } from '../../src/cli/world.ts'

async function pader(...args: readonly string[]) {
  const texts = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof texts) => ({
    write: (text: string) => void (texts[name] += text),
    isTerminal: false,
    columns: 80,
  })
  const world: World = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env: {},
    cwd: process.cwd(),
    home: process.cwd(),
    stop: new AbortController().signal,
    endInOrder: () => undefined,
    now: () => new Date('2027-01-15'),
  }
  return { exitCode: await run(args, world), ...texts }
}

test('the policy of the example passes its tests', async () => {
  const { exitCode, stdout, stderr } = await pader('test', 'clusters/three-site')
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^three-site: tests apply \d+ of \d+ rules\n[1-9]\d* passed, 0 failed\n$/)
  expect(exitCode).toBe(0)
})

test('the policy of the example compiles without a finding but that some ids are not verified', async () => {
  const { exitCode, stdout } = await pader('compile', '--dry-run', 'clusters/three-site')
  expect(stdout).not.toMatch(/ error | warning /)
  const said = [...stdout.matchAll(/(POL|REF|CM-REG|CM-LOG|CM-RT)-[A-Z0-9-]+/g)].map(([code]) => code)
  expect(new Set(said)).toEqual(new Set(['POL-UNVERIFIED']))
  expect(exitCode).toBe(0)
})

test('a policy is shown in the notation of the UI, and does not differ from itself', async () => {
  const { stdout } = await pader('policy', 'show', 'clusters/three-site')
  expect(stdout).toContain('if System.HostName matches in list "pader/Region emea hosts"')
  expect(await pader('policy', 'diff', 'clusters/three-site', 'clusters/three-site')).toMatchObject({
    exitCode: 0,
    stdout: 'no difference\n',
  })
  expect(await pader('policy', 'diff', 'clusters/two-site', 'clusters/three-site')).toMatchObject({ exitCode: 2 })
})

test.each([
  [['policy', 'fnd'], 'there is no "pader policy fnd": did you mean "find"?'],
  [['policy', 'trace', 'clusters/three-site'], 'there is no "pader policy trace": there are show, diff, find'],
  [['policy', 'show'], 'say "policy show POLICY"'],
])('%j is called wrongly', async (args, says) => {
  const { exitCode, stderr } = await pader(...args)
  expect(exitCode).toBe(64)
  expect(stderr).toContain(says)
})

test('a policy that is not there is said so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pader-policy-'))
  writeFileSync(join(folder, 'broken.xml'), '<libraryContent>\n  <ruleGroup>\n</libraryContent>\n')
  const broken = await pader('policy', 'show', join(folder, 'broken.xml'))
  rmSync(folder, { recursive: true })
  expect(broken.exitCode).toBe(3)
  expect(broken.stderr).toContain('broken.xml:3:')
  expect(await pader('policy', 'show', 'nothing.xml')).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining('cannot read "nothing.xml"'),
  })
  expect(await pader('policy', 'guess', 'clusters/three-site')).toMatchObject({ exitCode: 64 })
})
