import { expect, test } from 'vitest'
import { policyDocuments } from '../../../src/compile/emit/policy-documents.ts'
import { build, exampleFiles, rawFile } from '../support.ts'

const policy = 'format: 1\nruleSets: [{ name: Stop, rules: [{ name: A, action: Stop Cycle }] }]\n'
const dialect = (actions: object) =>
  rawFile('clusters/three-site/dialect.json', JSON.stringify({ format: 1, name: 'own', policy: { actions } }))
const calibrated = { mark: 'calibrated', source: 'export of our own appliance', date: '2026-10-01', product: '12.2.15' }
const files = exampleFiles({ base: 'three-site', files: { 'policy/99.yaml': policy } })

function outcome(built: ReturnType<typeof build>) {
  const words = built.vocabularyOf(built.cluster.name)
  const documents = policyDocuments(built.cluster, words).filter(({ path }) => path.includes('Stop'))
  const said = built.diagnostics.filter(({ code }) => code === 'POL-UNVERIFIED').map(({ message }) => message)
  return { documents, said }
}

test('an id that the cluster read from its own appliance is written, and nothing is said of it any more', () => {
  const without = outcome(build(files))
  expect(without.said.join()).toContain('"Stop Cycle"')
  expect(without.documents).toEqual([])

  const own = outcome(
    build([...files, dialect({ 'Stop Cycle': { id: 'com.example.stopcycle', provenance: calibrated } })]),
  )
  expect(own.said.join()).not.toContain('"Stop Cycle"')
  expect(own.documents[0]?.text).toContain('<actionContainer actionId="com.example.stopcycle"/>')
})

test.each([
  ['{ "format": 1', 'POL-DIALECT'],
  ['{ "format": 2, "name": "own" }', 'SCHEMA-VALUE'],
])('a broken dialect is an error: %s', (text, code) => {
  const { diagnostics } = build([...files, rawFile('clusters/three-site/dialect.json', text)])
  expect(diagnostics.filter(({ place }) => place.file.endsWith('dialect.json'))).toMatchObject([{ code }])
})

test('a misspelt name in a dialect is said with its line and what was meant', () => {
  const learnt = JSON.stringify({ value: 'both', provenance: calibrated })
  const text = `{\n  "format": 1,\n  "name": "own",\n  "facts": {\n    "listner.multiple": ${learnt}\n  }\n}\n`
  const { located } = build([...files, rawFile('clusters/three-site/dialect.json', text)])
  expect(located.filter(({ span }) => span.file.endsWith('dialect.json'))).toMatchObject([
    {
      code: 'SCHEMA-UNKNOWN-KEY',
      message: '"listner.multiple" is not a fact that Pader asks for',
      help: 'did you mean "listener.multiple"?',
      span: { start: { line: 5, column: 5 } },
    },
  ])
})

test('a template of the cluster stands before one that Pader ships', () => {
  const template = rawFile(
    'clusters/three-site/templates/system/rsyslog.conf.hbs',
    '{{#each collectors}}{{host}}{{/each}}\n',
  )
  const { cluster } = build([...files, template])
  expect(new Set(cluster.policy.systemFiles.map(({ text }) => text))).toContain('siem.example.com\n')
})

test('a file of a node is written once', () => {
  const again =
    'format: 1\nsystemFiles: { etc/rsyslog.conf: { template: system/rsyslog.conf.hbs, values: { collectors: [] } } }\n'
  const { located } = build(exampleFiles({ base: 'three-site', files: { 'policy/99.yaml': again } }))
  expect(located.filter(({ code }) => code === 'POL-DUPLICATE')).toMatchObject([
    { message: 'there are two system files "etc/rsyslog.conf"', span: { file: 'clusters/three-site/policy/99.yaml' } },
  ])
})
