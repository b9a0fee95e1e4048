import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catalogue } from '../../src/compile/rules/catalogue.ts'
import type { Statement } from './statement.ts'
import { ANSWERS } from './statements-of-answers.ts'
import { STATEMENTS } from './statements.ts'

const headings = Object.entries({ ...STATEMENTS, ...ANSWERS })
const all = headings.flatMap(([, statements]) => statements)
const entries = new Map(catalogue.map((entry) => [entry.head.code, entry]))
const codesOf = ({ rules = '' }: Statement): readonly string[] =>
  rules.split(' ').flatMap((name) => (name === '' ? [] : `CM-${name}`))

test.each(all)('$says', (statement) => {
  const { becomes, shown = [] } = statement
  for (const code of codesOf(statement)) {
    const entry = entries.get(code)
    if (entry === undefined) throw new Error(`${code} is not registered`)
    if (entry.head.stage === 'static') expect(entry.rule, code).toBeDefined()
  }
  // What is checked is looked after by rules, whose examples run; whatever else is claimed names the test that shows it.
  if (becomes === 'checked') expect(codesOf(statement)).not.toEqual([])
  else expect([...codesOf(statement).filter((code) => entries.get(code)?.rule !== undefined), ...shown]).not.toEqual([])
  if (becomes === 'emulated') expect(shown).not.toEqual([])
  for (const [file, title] of shown) expect(readFileSync(file, 'utf8')).toContain(`'${title}`)
})

test('every rule that the document is the source of looks after one of its statements', () => {
  const named = new Set(all.flatMap(codesOf))
  const own = catalogue.filter(({ head }) => head.source.split(', ')[0] === 'BP').map(({ head }) => head.code)
  expect(own.length).toBeGreaterThan(60)
  expect(own.filter((code) => !named.has(code))).toEqual([])
})

test('the page lists every statement with what becomes of it', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/reference/best-practices.md')
})

function page(): string {
  const lines = [
    '# Best practices',
    '',
    'The statements of the vendor’s document on best practices for Central Management (version 4, for 7.x), in our words and',
    'under its headings, and how Pader covers each: Pader does it (works), reports violations of it (checked), or its emulated',
    'appliances behave that way (emulated). The examples of the checks, or the linked tests, show it.',
    '',
  ]
  for (const [heading, statements] of headings) {
    lines.push(`## ${heading}`, '', '| statement | coverage | how | checks | shown by |', '| - | - | - | - | - |')
    for (const one of statements) {
      const checks = codesOf(one).map((code) => `[${code.slice(3)}](../rules/${code}.md)`)
      const tests = [...new Set((one.shown ?? []).map(([file]) => file))]
      const shown = tests.map((file) => `[${file.slice('test/'.length, -'.test.ts'.length)}](../../${file})`)
      lines.push(`| ${one.says} | ${one.becomes} | ${one.by} | ${checks.join(' ')} | ${shown.join(', ')} |`)
    }
    lines.push('')
  }
  return `${lines.join('\n').trimEnd()}\n`
}
