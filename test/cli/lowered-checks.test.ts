import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { committed, type Committed } from './committed.ts'
import { pader } from './support.ts'

let copy: Committed
beforeAll(() => {
  copy = committed('two-site')
  settings('CM-NET-002: warning, CM-NET-015: "off"')
  copy.git('add', '-A')
  copy.git('commit', '-qm', 'settings')
})
afterEach(() => copy.reset())
afterAll(() => copy.remove())

const settings = (rules: string): void =>
  writeFileSync(join(copy.folder, 'pader.yaml'), `format: 1\nrules: { ${rules} }\n`)

async function compared(): Promise<{ readonly text: string; readonly comment: string }> {
  const args = ['compile', '.', '--dry-run', '--base', 'HEAD']
  const { stdout: comment } = await pader(copy.folder, ...args, '--output', 'markdown')
  return { text: (await pader(copy.folder, ...args)).stdout.replaceAll(/\s+/g, ' '), comment }
}

test('a change that switches a check off, or makes it weigh less, is told in its review', async () => {
  settings('CM-NET-001: "off", CM-NET-002: info, CM-NET-015: "off"')
  const { text, comment } = await compared()
  expect(text).toContain('pader.yaml:2:10 warning CM-NET-001: the change switches this check off; it was an error')
  expect(text).toContain(
    'pader.yaml:2:29 warning CM-NET-002: the change makes this check information; it was a warning',
  )
  expect(text).toContain('2 warnings')
  expect(comment).toContain('New findings: 2 warnings')
})

test('a setting that raised a check and goes away is told as well; what stays or rises is not', async () => {
  settings('CM-NET-002: error, CM-NET-015: info')
  expect((await compared()).text).not.toContain('the change')
  copy.git('commit', '-qam', 'raised')
  settings('CM-NET-002: error')
  expect((await compared()).text).not.toContain('the change')
  settings('CM-NET-015: "off"')
  const { text } = await compared()
  expect(text).toContain('CM-NET-015: the change switches this check off; it was information')
  expect(text).not.toContain('CM-NET-002')
})

const startFrom = (rules: string): void => {
  settings(rules)
  copy.git('add', '-A')
  copy.git('commit', '-qm', 'where the next change starts', '--allow-empty')
}

test.each([
  ['lowered-check', 'CM-NET-001: "off", CM-NET-002: info', 4],
  ['medium', 'CM-NET-001: "off", CM-NET-002: info', 4],
  ['high', 'CM-NET-001: "off", CM-NET-002: info', 0],
  ['waiver', 'CM-NET-001: "off", CM-NET-002: info', 0],
  ['lowered-check', 'CM-NET-002: error, CM-NET-015: info', 0],
  ['low', 'CM-NET-002: error, CM-NET-015: info', 0],
] as const)('the gate %s over the rules { %s } ends with %i', async (gate, rules, exitCode) => {
  startFrom('CM-NET-002: warning')
  settings(rules)
  const ended = await pader(copy.folder, 'compile', '.', '--dry-run', '--base', 'HEAD', '--fail-on', gate)
  expect(ended.exitCode).toBe(exitCode)
  expect(ended.stderr).toBe(
    exitCode === 0
      ? ''
      : `pader: the change does not pass --fail-on ${gate}\n` +
          'pader: checks with a lower severity than before: CM-NET-001, CM-NET-002\n',
  )
})

test('a change that takes the settings of the repository away lowers what they raised', async () => {
  startFrom('CM-NET-002: error, CM-NET-015: error')
  rmSync(join(copy.folder, 'pader.yaml'))
  const args = ['compile', '.', '--dry-run', '--base', 'HEAD', '--fail-on', 'lowered-check']
  const { exitCode, stderr } = await pader(copy.folder, ...args)
  expect(exitCode).toBe(4)
  expect(stderr).toContain('with a lower severity than before: CM-NET-015\n')
})
