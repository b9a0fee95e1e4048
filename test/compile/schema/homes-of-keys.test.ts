import { expect, test } from 'vitest'
import { homeOf, KEY_HOMES } from '../../../src/compile/schema/homes-of-keys.ts'
import { SECTIONS } from '../../../src/compile/schema/lost-lines.ts'
import { build, clusterFiles, exampleFiles } from '../support.ts'

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

/** Everything that a schema refuses in the two-site cluster with a file replaced. */
const refused = (path: string, change: (text: string) => string): readonly string[] =>
  build(exampleFiles({ files: { [path]: change(clusterFiles('two-site')[path] ?? '') }, replace: [path] }), [])
    .located.filter(({ code }) => code.startsWith('SCHEMA-'))
    .map(({ code, message, help, span }) => `${span.start.line} ${code}: ${message}; ${help ?? ''}`)

test.each([
  [
    'a key in the place of the one that is missing',
    'cluster.yaml',
    (text: string) => text.replace('  version: 12.2.15', '  release: 12.2.15'),
    '7 SCHEMA-UNKNOWN-KEY: the key "release" is not known here, and "version" is missing; write "version" in its place, if that is meant; possible here: "version", "build", "branch"',
  ],
  [
    'a key in the place of two of which one is needed',
    'cluster.yaml',
    (text: string) => text.replace('- between: [tokyo, newyork]', '- among: [tokyo, newyork]'),
    '36 SCHEMA-UNKNOWN-KEY: the key "among" is not known here, and "from" and "to" are missing; possible here: "between", "from", "to", "protocol", "port", "description"',
  ],
  [
    'another word for the format',
    'regions.yaml',
    (text: string) => text.replace('format: 1', 'version: 1'),
    '3 SCHEMA-UNKNOWN-KEY: the key "version" is not known here, and "format" is missing; write "format" in its place, if that is meant',
  ],
  [
    'a key that is indented too deep',
    'cluster.yaml',
    (text: string) => text.replace('\nentryNode', '\n  entryNode'),
    '12 SCHEMA-UNKNOWN-KEY: the key "entryNode" is not known here; "entryNode" belongs at the top of cluster.yaml',
  ],
  [
    'keys without the line above them',
    'cluster.yaml',
    (text: string) => text.replace('\n  updates:', ''),
    '28 SCHEMA-UNKNOWN-KEY: the keys "automatic", "fromInternet" and "fromNodes" are not known here; they belong below "updates"; most likely the line above the first of them is missing, or their indentation is wrong',
  ],
  [
    'a key of a system file in the place of its path',
    'policy/90-logs.yaml',
    () => 'format: 1\nsystemFiles: { template: system/hosts.hbs }\n',
    '2 SCHEMA-NAME: "template" stands below "systemFiles" in the place of a name, and is a key of what has one; write the name in a line above "template", and indent what belongs to it',
  ],
  [
    'settings without the line with their name',
    'policy/90-logs.yaml',
    () =>
      'format: 1\nsettings:\n  target: Block\n  version: "1.6"\n  values:\n    TemplateName: a\n    BlockReasonID: 10\n',
    '3 SCHEMA-NAME: "target" stands below "settings" in the place of a name, and is a key of what has one; write the name in a line above "target", and indent what belongs to it',
  ],
  [
    'properties without the line above them',
    'policy/90-logs.yaml',
    () =>
      'format: 1\nsettings:\n  A: { target: Block }\n  User-Defined.A: { description: a }\n  User-Defined.B: { type: boolean, initial: "true" }\n',
    '4 SCHEMA-UNKNOWN-KEY: "User-Defined.A" and 1 more below "settings" would belong below "properties"; write "properties:" in a line above "User-Defined.A", or move it there',
  ],
  [
    'parameters without the line above them',
    'policy/90-logs.yaml',
    () =>
      'format: 1\nproperties:\n  User-Defined.B: { type: boolean }\n  largest: { default: a, regions: { apac: b } }\n  least:\n    default: b\n',
    '4 SCHEMA-UNKNOWN-KEY: "largest" and 1 more below "properties" would belong below "parameters"; write "parameters:" in a line above "largest", or move it there',
  ],
  [
    'a region without the line with its name',
    'regions.yaml',
    () => 'format: 1\nregions:\n  description: Rules of Japan\n  nodes: [tokyo-1]\n  amer: {}\n',
    '3 SCHEMA-NAME: "description" stands below "regions" in the place of a name, and is a key of what has one; write the name in a line above "description", and indent what belongs to it',
  ],
  [
    'a list in a list',
    'cluster.yaml',
    (text: string) => text.replace('[tokyo, newyork]', '[[tokyo, newyork]]'),
    '36 SCHEMA-TYPE: expected a text, found a list; remove the brackets or the "- " around the inner list: each entry is a text of its own',
  ],
])('%s is one mistake', (_, path, change, said) => {
  expect(refused(path, change)).toEqual([said])
})

test('what is wrong beside entries of which the line above is missing is told as well', () => {
  const said = refused(
    'policy/90-logs.yaml',
    () =>
      'format: 1\nsettings:\n  A: { taget: Block }\n  User-Defined.A: { description: a }\n  User-Defined.B: { type: boolean }\n',
  )
  expect(said).toEqual([
    expect.stringContaining('3 SCHEMA-UNKNOWN-KEY: the key "taget" is not known here'),
    expect.stringContaining('4 SCHEMA-UNKNOWN-KEY: "User-Defined.A" and 1 more below "settings"'),
  ])
})

test('a key of another map is none in the place of what is missing', () => {
  const said = refused('cluster.yaml', (text) => text.replace('  version: 12.2.15', '  transit: true'))
  expect(said.map((one) => one.split(':')[0])).toEqual(['6 SCHEMA-MISSING-KEY', '7 SCHEMA-UNKNOWN-KEY'])
})

const NAMES: Readonly<Record<string, string>> = { properties: 'User-Defined.x', systemFiles: 'etc/x.conf' }

test.each(Object.entries(SECTIONS))('an entry below "%s" has the keys that are told from names', (section, keys) => {
  const file = section === 'regions' ? 'regions.yaml' : 'policy/90-logs.yaml'
  const entry = (key: string): string => `${section}: { ${NAMES[section] ?? 'x'}: { ${key}: ${VALUE} } }`
  expect(keys.flatMap((key) => unknown(file, entry(key)))).toEqual([])
  expect(unknown(file, entry('nothing')).join('\n')).toContain('"nothing"')
})
