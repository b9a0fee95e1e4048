import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { EXIT } from '../../src/report/exit-code.ts'
import { pader } from '../cli/support.ts'

const folder = 'docs/runbooks'
const alerts = [...readFileSync('templates/prometheus/pader.rules.yaml', 'utf8').matchAll(/- alert: (\w+)/g)].map(
  ([, name]) => name ?? '',
)
const known = commands.map(({ name }) => name)
const unknownIn = (page: string): readonly string[] =>
  [...page.matchAll(/`pader ([a-z]+)/g)].flatMap(([, name = '']) => (known.includes(name) ? [] : [name]))
const codes = Object.values(EXIT).filter((code) => code !== EXIT.ok)

describe('runbooks', () => {
  test('there is one for each exit code, and none for a code that does not exist', () => {
    const pages = readdirSync(folder).filter((name) => name.startsWith('exit-'))
    expect(pages.toSorted()).toEqual(codes.map((code) => `exit-${code}.md`).toSorted())
  })

  test.each(codes)('the one for %i says the state and what to do, with commands that exist', (code) => {
    const page = readFileSync(`${folder}/exit-${code}.md`, 'utf8')
    expect(page).toMatch(new RegExp(`^# Exit code ${code}: .+\\n\\n## State\\n\\n.+\\n\\n## What to do\\n\\n1\\. `))
    expect(unknownIn(page)).toEqual([])
    expect(readFileSync(`${folder}/README.md`, 'utf8')).toContain(`(exit-${code}.md)`)
  })

  test('there is one for each alert, and each alert leads to it', () => {
    expect(alerts.length).toBeGreaterThan(5)
    const pages = readdirSync(folder).filter((name) => name.startsWith('alert-'))
    expect(pages.toSorted()).toEqual(alerts.map((name) => `alert-${name}.md`).toSorted())
    const rules = readFileSync('templates/prometheus/pader.rules.yaml', 'utf8')
    for (const name of alerts)
      expect(rules).toContain(`runbook: pader runbook ${name}, or docs/runbooks/alert-${name}.md`)
  })

  test.each(alerts)('the one for %s says the state and what to do, with commands that exist', (name) => {
    const page = readFileSync(`${folder}/alert-${name}.md`, 'utf8')
    expect(page).toMatch(new RegExp(`^# Alert ${name}: .+\\n\\n## State\\n\\n.+`))
    expect(page).toMatch(/## What to do\n\n1\. /)
    expect(unknownIn(page)).toEqual([])
  })

  test.each([
    [['7'], 0, '# Exit code 7'],
    [['padergone'], 0, '# Alert PaderGone'],
    [[], 0, '# Runbooks'],
    [['77'], 64, 'there is no runbook "77"'],
  ])('pader runbook %j', async (args, code, words) => {
    const { exitCode, stdout, stderr } = await pader(process.cwd(), 'runbook', ...args)
    expect([exitCode, stdout + stderr]).toEqual([code, expect.stringContaining(words)])
  })

  test('the page for whoever is on call names commands that exist', () => {
    const page = readFileSync('docs/operate.md', 'utf8')
    expect([...page.matchAll(/`pader ([a-z]+)/g)].length).toBeGreaterThan(12)
    expect(unknownIn(page)).toEqual([])
  })
})
