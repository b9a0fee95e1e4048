import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { getLanguageService } from 'yaml-language-server'
import { EDITOR_SCHEMAS, SCHEMA_MATCHES } from '../../src/compile/schema/catalogue.ts'
import { clusterFiles } from '../compile/support.ts'

const folder = pathToFileURL(`${process.cwd()}/`).href

/** The server that editors run, with the schemas as `pader init` and the catalogue name them. */
const server = getLanguageService({
  schemaRequestService: async (uri) => readFileSync(new URL(uri), 'utf8'),
  workspaceContext: { resolveRelativePath: (path, base) => new URL(path, base).href },
})
server.configure({
  validate: true,
  hover: true,
  completion: true,
  schemas: SCHEMA_MATCHES.map(({ kind, fileMatch }) => ({
    uri: `${folder}schema/${kind}.schema.json`,
    fileMatch: [...fileMatch],
  })),
})

let version = 0

/** A file as it is open in an editor; a bar marks where the cursor stands. */
function open(path: string, text: string) {
  const at = text.indexOf('|')
  const document = TextDocument.create(
    new URL(path, `${folder}clusters/two-site/`).href,
    'yaml',
    ++version,
    text.replace('|', ''),
  )
  return { document, position: document.positionAt(Math.max(at, 0)) }
}

async function problems(path: string, text: string): Promise<readonly string[]> {
  const document = TextDocument.create(new URL(path, `${folder}clusters/two-site/`).href, 'yaml', ++version, text)
  const found = await server.doValidation(document, false)
  return found.map(({ message }) => (typeof message === 'string' ? message : message.value))
}

async function completions(path: string, text: string): Promise<readonly string[]> {
  const { document, position } = open(path, text)
  const { items } = await server.doComplete(document, position, false)
  return items.map(({ label }) => label)
}

async function hover(path: string, text: string): Promise<string> {
  const { document, position } = open(path, text)
  const found = await server.doHover(document, position)
  return found === null ? '' : JSON.stringify(found.contents)
}

const files = ['two-site', 'three-site'].flatMap((name) =>
  Object.entries(clusterFiles(name)).map(([path, text]) => ({ name: `${name}/${path}`, path, text })),
)

test.each(files)('nothing is wrong with $name', async ({ path, text }) => {
  // What a file itself says about its schema is what init writes; here the names of files decide.
  expect(await problems(path, text.replace(/^# yaml-language-server.*\n/, ''))).toEqual([])
})

describe('what is wrong is underlined while it is written', () => {
  test.each([
    ['cluster.yaml', 'format: 1\nproduct: { version: 12.2.15 }\n', 'Missing property "entryNode".'],
    [
      'cluster.yaml',
      'format: 1\nproduct: { version: 12.2.15 }\nentryNode: a\nnodes: {}\n',
      'Property nodes is not allowed.',
    ],
    ['cluster.yaml', 'format: 2\nproduct: { version: 12.2.15 }\nentryNode: a\n', 'Value must be 1.'],
    ['locations/tokyo.yaml', 'format: 1\nnodes: { a: { transti: true } }\n', 'Property transti is not allowed.'],
    [
      'locations/tokyo.yaml',
      'format: 1\nnodes: { a: { priority: high } }\n',
      'Incorrect type. Expected one of integer, null.',
    ],
    ['locations/tokyo.yaml', 'format: 1\ntimeZone: tokyo\nnodes: {}\n', 'a time zone is written like Asia/Tokyo'],
    ['waivers.yaml', 'format: 1\nwaivers: [{ code: CM-NET-1 }]\n', 'Missing property "scope".'],
    [
      'regions.yaml',
      'format: 1\nselectBy: name\nregions: {}\n',
      'Value is not accepted. Valid values: "hostname", "proxy-ip", "uuid", "client-ip".',
    ],
    ['policy/10-x.yaml', 'format: 1\nruleSets: [{ nmae: x }]\n', 'Property nmae is not allowed.'],
    ['lists/x.yaml', 'format: 1\nentries: 1\n', 'Incorrect type. Expected "array".'],
    ['tests/x.yaml', 'format: 1\ntests: 1\n', 'Incorrect type. Expected "array".'],
    ['../pader.yaml', 'format: 1\nrules: { CM-NET-001: loud }\n', 'Value is not accepted.'],
  ])('%s: %j', async (path, text, message) => {
    expect((await problems(path, text)).join('\n')).toContain(message)
  })
})

describe('keys and values are offered', () => {
  test.each([
    ['cluster.yaml', 'format: 1\n|', ['product', 'entryNode', 'defaults', 'network']],
    [
      'locations/tokyo.yaml',
      'format: 1\nnodes:\n  tokyo-1:\n    |',
      ['uuid', 'address', 'transit', 'interfaces', 'updates'],
    ],
    ['locations/tokyo.yaml', 'format: 1\ndefaults:\n  updates:\n    |', ['automatic', 'fromInternet', 'blackouts']],
    ['regions.yaml', 'format: 1\nselectBy: |', ['hostname', 'proxy-ip', 'uuid', 'client-ip']],
    ['waivers.yaml', 'format: 1\nwaivers:\n  - |', ['code', 'scope', 'reason', 'owner', 'expires']],
  ])('%s: %j', async (path, text, expected) => {
    expect(await completions(path, text)).toEqual(expect.arrayContaining([...expected]))
  })
})

describe('what a key means is shown', () => {
  test.each([
    ['cluster.yaml', 'format: 1\nentry|Node: tokyo-1\n'],
    ['locations/tokyo.yaml', 'format: 1\nnodes:\n  tokyo-1:\n    tran|sit: true\n'],
    ['locations/tokyo.yaml', 'format: 1\ndefaults:\n  upd|ates: {}\n'],
    ['policy/10-x.yaml', 'format: 1\nrule|Sets: []\n'],
  ])('%s: %j', async (path, text) => {
    expect((await hover(path, text)).length).toBeGreaterThan(60)
  })
})

interface Schema {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly definitions?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly $ref?: string
}

const read = (name: string): Schema => JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8')) as Schema

/** Keys of a schema that nobody explains, neither where they stand nor where they lead. */
function unexplained(name: string, schema: Schema, path: string): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => [
    ...(explained(name, value) ? [] : [`${path}/${key}`]),
    ...unexplained(name, value, `${path}/${key}`),
  ])
  const more = [schema.items, schema.additionalProperties, ...Object.values(schema.definitions ?? {})]
  return [...own, ...more.flatMap((value) => (typeof value === 'object' ? unexplained(name, value, `${path}/*`) : []))]
}

function explained(name: string, { description, $ref }: Schema): boolean {
  if (description !== undefined) return true
  if ($ref === undefined) return false
  const [file = '', pointer = ''] = $ref.split('#')
  const target = file === '' ? name : file.replace('.schema.json', '')
  const key = pointer.split('/').at(-1) ?? ''
  const found = read(target).definitions?.[key]
  return found !== undefined && explained(target, found)
}

test.each(EDITOR_SCHEMAS)('every key of %s says what it is for', (name) => {
  expect(unexplained(name, read(name), '')).toEqual([])
})
