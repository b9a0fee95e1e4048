import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { KEYS_OF_CLUSTER } from '../../../src/appliance/host-file.ts'
import { CommandFailure } from '../../../src/cli/command.ts'
import { readHostFile } from '../../../src/cli/gateway/host.ts'

const folder = mkdtempSync(join(tmpdir(), 'pader-host-'))
const file = join(folder, 'host.yaml')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const LINES = [
  'format: 1',
  'stateDirectory: /var/lib/pader',
  'notify:',
  '  - kind: email',
  '    host: smtp.example.com',
  '    from: pader@example.com',
  '    to: [oncall@example.com]',
  '    user: pader',
  '    password: credential:mail',
  'serve: { address: 10.1.0.5, port: 9090, token: credential:page, certificate: /etc/c.pem, key: /etc/c.key }',
  'clusters:',
  '  two-site:',
  '    trust: { authority: /etc/pader/ca.pem }',
  '    nodes:',
  '      tokyo-1: { address: 10.81.0.11 }',
  '    reader:',
  '      user: pader-reader',
  '      password: env:PADER_READER',
  '    mode: enforce',
  '    askNodes: true',
]

/** What is said of the host file above with one line of it written otherwise, without its path. */
async function told(line: number, ...instead: string[]): Promise<string> {
  writeFileSync(file, LINES.toSpliced(line - 1, 1, ...instead).join('\n'))
  const end: unknown = await readHostFile(file, { cwd: folder } as never).catch((error: unknown) => error)
  return end instanceof CommandFailure ? end.message.replaceAll(file, 'host.yaml') : 'nothing'
}

test('a host file in order is read', async () => {
  expect(await told(1, 'format: 1')).toBe('nothing')
})

test.each<[number, string, string]>([
  [1, 'format: 2', '1:9 SCHEMA-VALUE: format: expected 1, found 2; write 1, without quotes and unit'],
  [2, 'stateDirectory: ', '2:1 YAML-EMPTY-VALUE: "stateDirectory" has no value; write the value, or indent'],
  [2, 'stateDirectory: ""', '2:17 SCHEMA-VALUE: stateDirectory: the text is empty; write what is meant'],
  [2, 'stateDirectory: $HOME/pader', '2:17 SCHEMA-VALUE: stateDirectory: "$HOME" is kept as it is written'],
  [2, 'stateDirectory: ~/pader', '2:17 SCHEMA-VALUE: stateDirectory: "~" is kept as it is written'],
  [2, 'stateDirectoy: /var', '2:1 SCHEMA-UNKNOWN-KEY: stateDirectoy: unknown key "stateDirectoy"; did you mean'],
  [7, '    to: []', '7:9 SCHEMA-VALUE: notify.0.to: "to" names nobody; name at least one mail address'],
  [7, '    to: [on call]', '7:10 SCHEMA-VALUE: notify.0.to.0: expected a mail address'],
  [8, '    usr: pader', '8:5 SCHEMA-UNKNOWN-KEY: notify.0.usr: unknown key "usr"; did you mean "user"?'],
  [9, '    password: hush', '9:15 SCHEMA-VALUE: notify.0.password: expected where the secret is'],
  [
    10,
    LINES[9]!.replace('certificate', 'certficate'),
    'SCHEMA-UNKNOWN-KEY: serve.certficate: unknown key "certficate"',
  ],
  [
    10,
    LINES[9]!.replace('credential:page', 'hush'),
    'serve.token: expected where the secret is, not the secret itself',
  ],
  [12, '', '11:1 SCHEMA-VALUE: clusters: the keys of a cluster stand where its name is expected'],
  [13, '    trust: { authorty: /etc/ca.pem }', 'trust.authorty: unknown key "authorty"; did you mean "authority"?'],
  [13, '    trust: /etc/ca.pem', 'trust: expected a map, found a text; write its keys below it'],
  [14, '    node:', '14:5 SCHEMA-UNKNOWN-KEY: clusters.two-site.node: unknown key "node"; did you mean "nodes"?'],
  [15, '      tokyo-1: { addres: 10.81.0.11 }', 'nodes.tokyo-1.addres: unknown key "addres"; did you mean "address"?'],
  [15, '      tokyo-1: 10.81.0.11', 'nodes.tokyo-1: expected a map, found a text'],
  [17, '      name: pader', 'reader.name: unknown key "name", and "user" is missing; write "user" in its place'],
  [17, '      user: 4711', 'reader.user: expected a text, found a number; put it in quotes'],
  [
    19,
    '    mode: enforced',
    '19:11 SCHEMA-VALUE: clusters.two-site.mode: expected "observe" or "propose" or "enforce", found',
  ],
  [
    19,
    '    user: a\n    password: env:B\n    login: form',
    '19:5 SCHEMA-UNKNOWN-KEY: clusters.two-site.user: unknown keys',
  ],
  [20, '    askNodes: yes', 'askNodes: expected true or false, found a text; write true or false, without quotes'],
  [20, '\taskNodes: true', '20:1 YAML-TAB: tabs are not allowed as indentation'],
])(
  'a slip in line %i of it (%j) is one error with its line, its column and its cure',
  async (line, instead, message) => {
    const [head, ...errors] = (await told(line, instead)).split('\n')
    expect(head).toBe('the host file "host.yaml" is not valid')
    expect(errors).toHaveLength(1)
    expect(errors[0]).toContain(message)
    expect(errors[0]).toMatch(/^ {2}host\.yaml:\d+:\d+ /)
    expect(errors[0]).not.toContain('hush')
  },
)

test.each([
  ['writer', ['  writer:', '    user: pader-writer', '    password: env:PADER_WRITER']],
  ['freezes', ['  freezes: []']],
  ['reader', ['  reader:', '    user: pader-reader', '    password: env:PADER_READER']],
])('what belongs to a cluster and begins where its name begins is told once: %s', async (key, lines) => {
  const kept = LINES.filter((_, index) => key !== 'reader' || index < 15 || index > 17)
  writeFileSync(file, [...kept, ...lines].join('\n'))
  const end: unknown = await readHostFile(file, { cwd: folder } as never).catch((error: unknown) => error)
  const [, ...errors] = end instanceof CommandFailure ? end.message.split('\n') : []
  expect(errors).toHaveLength(1)
  expect(errors[0]).toContain(`"${key}" stands beside the clusters as if it were one, and is a key of a cluster`)
})

test('what is known to be a key of a cluster is what the schema has', () => {
  const { definitions } = JSON.parse(readFileSync('schema/host.schema.json', 'utf8')) as {
    readonly definitions: { readonly cluster: { readonly properties: object } }
  }
  expect([...KEYS_OF_CLUSTER].toSorted()).toEqual(Object.keys(definitions.cluster.properties).toSorted())
})
