import { expect, test } from 'vitest'
import { homeOf, KEY_HOMES } from '../../../src/compile/schema/homes-of-keys.ts'
import { build, exampleFiles } from '../support.ts'

const VALUE = '"a value of no type"'
/** A file with a key where its home is, with a value that fits nowhere: what is said of it is never that it is not known. */
const FILES: readonly (readonly [home: RegExp, file: string, text: (key: string) => string])[] = [
  [/^at the top of cluster/, 'cluster.yaml', (key) => `${key}: ${VALUE}`],
  [/^below "(\w+)" in cluster/, 'cluster.yaml', (key) => `HOME: { ${key}: ${VALUE} }`],
  [/^at the top of a location/, 'locations/tokyo.yaml', (key) => `${key}: ${VALUE}`],
  [/^at a node/, 'locations/tokyo.yaml', (key) => `nodes: { tokyo-1: { ${key}: ${VALUE} } }`],
  [/"defaults" of a location/, 'locations/tokyo.yaml', (key) => `defaults: { ${key}: ${VALUE} }`],
  [/"defaults".* of cluster\.yaml$/, 'cluster.yaml', (key) => `defaults: { ${key}: ${VALUE} }`],
  [/^below "(\w+)"$/, 'locations/tokyo.yaml', (key) => `nodes: { tokyo-1: { HOME: { ${key}: ${VALUE} } } }`],
  [/regions\.yaml/, 'regions.yaml', (key) => `${key}: ${VALUE}`],
  [/below "policy"/, 'policy/90-logs.yaml', (key) => `${key}: ${VALUE}`],
]

const unknown = (file: string, text: string): readonly string[] =>
  build(exampleFiles({ files: { [file]: text } }), [])
    .diagnostics.filter(({ code }) => code === 'SCHEMA-UNKNOWN-KEY')
    .map(({ message }) => message)

test.each(KEY_HOMES)('what is said to belong $where is possible there', ({ where, keys }) => {
  const files = FILES.filter(([home]) => home.test(where))
  expect(files).not.toEqual([])
  for (const [home, file, text] of files)
    for (const key of keys) expect(unknown(file, text(key).replace('HOME', home.exec(where)?.[1] ?? ''))).toEqual([])
})

test.each([
  ['locations/tokyo.yaml', 'nodes: { tokyo-1: { fromInternet: true } }', '"fromInternet" belongs below "updates"'],
  ['locations/tokyo.yaml', 'entryNode: tokyo-1', '"entryNode" belongs at the top of cluster.yaml'],
  [
    'locations/tokyo.yaml',
    'nodes: { tokyo-1: { clientNetworks: [] } }',
    '"clientNetworks" belongs at the top of a location',
  ],
  [
    'cluster.yaml',
    'ntp: { enabled: true }',
    '"ntp" belongs at a node, or below "defaults" of a location or of cluster.yaml',
  ],
  ['cluster.yaml', 'regions: {}', '"regions" belongs in regions.yaml'],
  [
    'locations/tokyo.yaml',
    'nodes: { tokyo-1: { network: [tokyo] } }',
    '"network" belongs at the top of cluster.yaml, or below "groups"',
  ],
  // Rather a slip of the finger than a key of another map.
  ['locations/tokyo.yaml', 'nodes: { tokyo-1: { update: {} } }', 'did you mean "updates"?'],
])('in %s of "%s" it is said that %s', (file, text, help) => {
  const { diagnostics } = build(exampleFiles({ files: { [file]: text } }), [])
  expect(diagnostics.filter(({ code }) => code === 'SCHEMA-UNKNOWN-KEY').map((one) => one.help)).toEqual([help])
})

test('a key that is nowhere has no home', () => {
  expect(homeOf('frobnicate')).toBeUndefined()
})
