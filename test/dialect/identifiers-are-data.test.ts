import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { identifierKinds, isVerified } from '../../src/dialect/dialect.ts'
import { shippedDialect } from './shipped.ts'

/** The two folders in each of which one file of constants may name what is certain of the product. */
const folders = ['src/appliance/', 'src/emulator/']

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${name}`)
  .map((path) => ({ path, code: withoutComments(readFileSync(path, 'utf8')) }))

/** Every literal of the shipped dialects that a write to a real appliance could not rest on. */
function unverifiedIdentifiers(): readonly string[] {
  return (['web-gateway', 'emulator'] as const).flatMap((name) => {
    const dialect = shippedDialect(name)
    const settings = [...dialect.settings.values()]
      .filter(({ provenance }) => !isVerified(provenance))
      .flatMap(({ key, encoding }) => [key, ...(encoding.kind === 'rows' ? Object.values(encoding.columns) : [])])
    const documents = [...dialect.documents.values()].filter(({ provenance }) => !isVerified(provenance))
    const policy = identifierKinds.flatMap((kind) => [...dialect.policy[kind].values()])
    return [
      ...settings,
      ...documents.flatMap(({ id, type }) => [id, type]),
      ...policy.filter(({ provenance }) => !isVerified(provenance)).flatMap(({ id }) => id ?? []),
    ]
  })
}

function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
}

test('an identifier that is not certain stands in no TypeScript', () => {
  const identifiers = unverifiedIdentifiers()
  expect(files.length).toBeGreaterThan(20)
  expect(identifiers.length).toBeGreaterThan(60)
  const found = files.flatMap(({ path, code }) =>
    identifiers.filter((id) => code.includes(`'${id}'`) || code.includes(`"${id}"`)).map((id) => `${path}: ${id}`),
  )
  expect(found).toEqual([])
})

test('the product is named in two files of constants alone', () => {
  const naming = files.filter(({ code }) => code.includes('com.scur')).map(({ path }) => path)
  expect(naming.filter((path) => !folders.some((folder) => path.startsWith(folder)))).toEqual([])
  for (const folder of folders) expect(naming.filter((path) => path.startsWith(folder)).length).toBeLessThanOrEqual(1)
})

test('no file names what was invented', () => {
  const found = files.filter(({ code }) => /['"`]emulator\.(?!json['"`])[a-z]/.test(code))
  expect(found.map(({ path }) => path)).toEqual([])
})
