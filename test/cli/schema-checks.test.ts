import fc from 'fast-check'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { bundledFormats, compiledChecks } from '../../scripts/checks-ahead-of-time.mjs'
import { roleOf } from '../../src/compile/read/layout.ts'
import type { DocumentKind } from '../../src/compile/documents/kinds.ts'
import { makeValidators, type CheckOf, type Validators } from '../../src/compile/schema/validate.ts'
import { validators } from '../compile/support.ts'

/** The values of all files of the clusters that Pader brings along, with their kinds. */
const documents = readdirSync('clusters', { recursive: true, encoding: 'utf8' }).flatMap((name) => {
  const kind = kindOf(roleOf(join('clusters', name).replaceAll('\\', '/'), 'clusters').kind)
  if (kind === undefined || !name.endsWith('.yaml')) return []
  return [{ kind, value: parse(readFileSync(join('clusters', name), 'utf8')) as unknown }]
})

function kindOf(role: string): DocumentKind | undefined {
  if (role === 'lists') return 'list'
  return role in validators ? (role as DocumentKind) : undefined
}

async function aheadOfTime(): Promise<Validators> {
  const folder = resolve('node_modules/.cache/pader-test')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'schema-checks.mjs')
  const code = await compiledChecks(process.cwd(), bundledFormats(process.cwd()))
  writeFileSync(
    file,
    `import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)\n${code}`,
  )
  const module = (await import(pathToFileURL(file).href)) as { loadSchemaChecks: () => Promise<CheckOf> }
  return makeValidators(await module.loadSchemaChecks())
}

test('schemas compiled ahead of time say the same of every document and of every way to break one', async () => {
  const built = await aheadOfTime()
  expect(new Set(documents.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(6)
  let broken = 0
  const replacement = fc.oneof(
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom('any', '', -1, 1e9, 'a b', '10.0.0.1', '010.0.0.1', '10.81.0.{1..9}', '10.0.0.1/8'),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      fc.infiniteStream(fc.nat()),
      replacement,
      ({ kind, value }, steps, by) => {
        const mutated = replaced(value, steps, by)
        const said = built[kind](mutated)
        expect(said).toEqual(validators[kind](mutated))
        if (said.length > 0) broken += 1
      },
    ),
    { numRuns: 600 },
  )
  for (const { kind, value } of documents) expect(built[kind](value)).toEqual([])
  expect(broken).toBeGreaterThan(100)
})

/** The value with one thing in it, found by random steps, replaced; or with a key more. */
function replaced(value: unknown, steps: Iterator<number>, by: unknown): unknown {
  const step: number = steps.next().value
  if (typeof value !== 'object' || value === null || step % 5 === 0) return by
  if (Array.isArray(value)) {
    const at = step % (value.length + 1)
    return at === value.length
      ? [...value, by]
      : value.map((item, index) => (index === at ? replaced(item, steps, by) : item))
  }
  const keys = Object.keys(value)
  const key = keys[step % (keys.length + 1)]
  if (key === undefined) return { ...value, surplus: by }
  return { ...value, [key]: replaced((value as Record<string, unknown>)[key], steps, by) }
}
