import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { run } from '../../src/cli/run.ts'
import type { Output } from '../../src/cli/world.ts'
import { schemaPage, type Schemas } from './schema-page.ts'

const schemas: Schemas = new Map(
  readdirSync('schema')
    .filter((name) => name.endsWith('.schema.json'))
    .map((name) => [name, JSON.parse(readFileSync(`schema/${name}`, 'utf8'))]),
)

/** Schemas of files that a person writes. */
const written = [...schemas.keys()].filter((name) => !['settings.schema.json', 'plan.schema.json'].includes(name))

test.each(written)('the page of %s lists every key', async (file) => {
  const page = schemaPage(file, schemas)
  expect(page.split('\n').length).toBeGreaterThan(8)
  await expect(page).toMatchFileSnapshot(`../../docs/reference/yaml/${file.replace('.schema.json', '')}.md`)
})

async function helpOf(name: string): Promise<string> {
  let text = ''
  const output: Output = { write: (part) => (text += part), isTerminal: false, columns: 80 }
  const exitCode = await run([name, '--help'], {
    stdout: output,
    stderr: output,
    env: {},
    cwd: '.',
    home: '.',
    stop: new AbortController().signal,
    now: () => new Date(0),
  })
  expect(exitCode).toBe(0)
  return text
}

test('the page of commands says what each of them says itself', async () => {
  expect(commands.length).toBeGreaterThan(5)
  const parts = ['# Commands', '', 'Every command explains itself with `--help`; this page is what they say.', '']
  for (const { name } of commands) parts.push(`## pader ${name}`, '', '```', (await helpOf(name)).trimEnd(), '```', '')
  await expect(parts.join('\n')).toMatchFileSnapshot('../../docs/reference/commands.md')
})

test('no page of the reference is left over', () => {
  const pages = readdirSync('docs/reference/yaml').toSorted()
  expect(pages).toEqual(written.map((name) => name.replace('.schema.json', '.md')).toSorted())
})
