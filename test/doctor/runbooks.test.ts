import { Command as Parser } from 'commander'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { EXIT } from '../../src/report/exit-code.ts'
import { pader } from '../cli/support.ts'
import { codesFromOutside } from '../docs/codes-from-outside.ts'

const folder = 'docs/runbooks'
const alerts = [...readFileSync('templates/prometheus/pader.rules.yaml', 'utf8').matchAll(/- alert: (\w+)/g)].map(
  ([, name]) => name ?? '',
)
const known = commands.map(({ name }) => name)
const unknownIn = (page: string): readonly string[] =>
  [...page.matchAll(/`pader ([a-z]+)/g)].flatMap(([, name = '']) => (known.includes(name) ? [] : [name]))
const codes = [...Object.values(EXIT).filter((code) => code !== EXIT.ok), ...codesFromOutside]

/** What a command of a page lacks, as its own parser says; a word in capitals stands for what whoever reads it puts there. */
async function lackingIn(page: string): Promise<readonly string[]> {
  const calls = [...page.matchAll(/`pader ([a-z]+[^`]*)`/g)].map(([, call = '']) => call.split(/\s+/))
  const lacking: string[] = []
  for (const [name = '', ...words] of calls) {
    const entry = commands.find((one) => one.name === name)
    if (entry === undefined) continue
    const parser = new Parser(name).exitOverride().configureOutput({ writeErr: () => undefined })
    ;(await entry.load()).command.configure(parser)
    parser.action(() => undefined)
    try {
      await parser.parseAsync(words, { from: 'user' })
    } catch (error) {
      lacking.push(`pader ${[name, ...words].join(' ')}: ${String(error)}`)
    }
    if (name === 'release' && !words.some((word) => /^--(cluster|all)$/.test(word))) lacking.push(`pader ${name}`)
  }
  return lacking
}

test('every command of a runbook can be typed as it stands there', async () => {
  expect(await lackingIn('`pader journal`, `pader lock show` and `pader release`')).toHaveLength(3)
  const pages = readdirSync(folder).filter((name) => name !== 'README.md')
  let found = 0
  for (const name of pages) {
    const page = readFileSync(`${folder}/${name}`, 'utf8')
    found += [...page.matchAll(/`pader [a-z]/g)].length
    expect(await lackingIn(page), name).toEqual([])
  }
  expect(found).toBeGreaterThan(30)
})

describe('runbooks', () => {
  test('there is one for each exit code, and none for a code that does not exist', () => {
    const pages = readdirSync(folder).filter((name) => name.startsWith('exit-'))
    expect(pages.toSorted()).toEqual(codes.map((code) => `exit-${code}.md`).toSorted())
  })

  test.each(codes)('the one for %i says the state and what to do, with commands that exist', (code) => {
    const page = readFileSync(`${folder}/exit-${code}.md`, 'utf8')
    expect(page).toMatch(
      new RegExp(`^# Exit code ${code}: .+\\n\\n## State\\n\\n(?:.+\\n)+\\n## What to do\\n\\n1\\. `),
    )
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
