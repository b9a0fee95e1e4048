import { guards } from '../../../src/plan/guards/index.ts'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { run } from '../../../src/cli/run.ts'
import type { World } from '../../../src/cli/world.ts'
import { catalogue } from '../../../src/compile/rules/catalogue.ts'

async function pader(...args: string[]) {
  let stdout = ''
  let stderr = ''
  const world: World = {
    stdout: { write: (text) => void (stdout += text), isTerminal: false, columns: 80 },
    stderr: { write: (text) => void (stderr += text), isTerminal: false, columns: 80 },
    env: {},
    cwd: '.',
    home: '.',
    stop: new AbortController().signal,
    endInOrder: () => undefined,
    now: () => new Date(0),
  }
  const exitCode = await run(args, world)
  return { exitCode, stdout, stderr }
}

test('lists every rule and says which of them are on', async () => {
  const { exitCode, stdout } = await pader('rules')
  expect(exitCode).toBe(0)
  const codes = stdout.match(/^CM-[A-Z]+-\d{3}/gm)
  expect(codes).toEqual(catalogue.map(({ head }) => head.code))
  expect(stdout).toMatch(/^CM-NET-004 .*plan .*on/m)
  expect(stdout).toMatch(/^CM-NET-009 .*on /m)
})

test('prints the page of a rule, however its code is written', async () => {
  const { exitCode, stdout } = await pader('rules', 'cm-net-009')
  expect(exitCode).toBe(0)
  expect(stdout).toBe(readFileSync('docs/rules/CM-NET-009.md', 'utf8'))
})

test('gives the facts of all rules as JSON', async () => {
  const { stdout } = await pader('rules', '--output', 'json')
  const { rules } = JSON.parse(stdout) as { rules: { code: string; verified: boolean; status: string }[] }
  expect(rules).toHaveLength(catalogue.length)
  expect(rules.find(({ code }) => code === 'CM-CA-008')).toMatchObject({ verified: false, status: 'off' })
})

test('an unknown code is a mistake of the call, with the nearest one named', async () => {
  const { exitCode, stderr } = await pader('rules', 'CM-NET-0009')
  expect(exitCode).toBe(64)
  expect(stderr).toContain('there is no rule "CM-NET-0009": did you mean "CM-NET-0')
})

test('a code that is no rule is explained as well', async () => {
  expect(await pader('rules', 'pol-type')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('POL-TYPE (error): A property, its operator and its operand fit'),
  })
  const { stdout } = await pader('rules', 'YAML-TAB', '--output', 'json')
  expect(JSON.parse(stdout)).toMatchObject({ rules: [{ code: 'YAML-TAB', severity: 'error', stage: 'static' }] })
})

test('a guard is explained with the flag that overrides it, and every guard is listed with its own', async () => {
  const explained = await pader('rules', 'guard-entry-node')
  expect(explained.exitCode).toBe(0)
  expect(explained.stdout).toMatch(
    /^GUARD-ENTRY-NODE: [\s\S]*Why: [\s\S]*--allow-entry-node overrides it, for that call only\.\n$/,
  )
  expect((await pader('rules', 'GUARD-APPROVALS')).stdout).toContain('It cannot be overridden.')
  const { stdout } = await pader('rules')
  for (const { code, override = '' } of guards) expect(stdout).toMatch(new RegExp(`^${code} +${override} `, 'm'))
})
