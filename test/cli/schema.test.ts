import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { EDITOR_SCHEMAS, SCHEMA_MATCHES } from '../../src/compile/schema/catalogue.ts'

async function pader(cwd: string, ...args: readonly string[]) {
  const texts = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof texts) => ({
    write: (text: string) => void (texts[name] += text),
    isTerminal: false,
    columns: 80,
  })
  const exitCode = await run(args, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env: {},
    cwd,
    home: process.cwd(),
    stop: new AbortController().signal,
    endInOrder: () => undefined,
    now: () => new Date('2027-01-15'),
  })
  return { exitCode, ...texts }
}

test('the schemas that editors need are written into a folder and refer to nothing that is not there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pader-schema-'))
  const { exitCode, stdout } = await pader(folder, 'schema', '--write', 'a/b')
  expect(exitCode).toBe(0)
  const files = readdirSync(join(folder, 'a/b')).toSorted()
  expect(files).toEqual(EDITOR_SCHEMAS.map((name) => `${name}.schema.json`).toSorted())
  expect(stdout.split('\n').filter(Boolean).toSorted()).toEqual(files.map((file) => `wrote a/b/${file}`))
  const texts = files.map((file) => readFileSync(join(folder, 'a/b', file), 'utf8'))
  const schemas = new Map(texts.map((text, index) => [files[index] ?? '', JSON.parse(text) as object]))
  const ajv = new Ajv({ strict: false, validateFormats: false })
  for (const [name, schema] of schemas) ajv.addSchema(schema, name)
  for (const name of files) expect(ajv.getSchema(name), name).toBeTypeOf('function')
  expect((await pader(folder, 'schema', '--write', 'a/b')).exitCode, 'again, over what is there').toBe(0)
  rmSync(folder, { recursive: true })
})

test('a catalogue says for each kind of file where its schema is and which files it is for', async () => {
  const { exitCode, stdout } = await pader('.', 'schema', '--catalogue', 'https://schemas.example.com/pader/')
  expect(exitCode).toBe(0)
  const { version, schemas } = JSON.parse(stdout) as {
    version: number
    schemas: { name: string; description: string; fileMatch: string[]; url: string }[]
  }
  expect(version).toBe(1)
  expect(schemas).toHaveLength(SCHEMA_MATCHES.length)
  for (const { name, description, fileMatch, url } of schemas) {
    expect(
      [name, description].every((text) => text.length > 0),
      url,
    ).toBe(true)
    expect(fileMatch.length).toBeGreaterThan(0)
    expect(url).toMatch(/^https:\/\/schemas\.example\.com\/pader\/\w+\.schema\.json$/)
  }
})

test('a schema is printed, and one that is not there is answered with the nearest', async () => {
  expect(JSON.parse((await pader('.', 'schema', 'location')).stdout)).toMatchObject({ type: 'object' })
  expect(await pader('.', 'schema', 'loction')).toMatchObject({
    exitCode: 64,
    stderr: expect.stringContaining('did you mean "location"?'),
  })
})
