import { expect, test } from 'vitest'
import { build, exampleFiles, rawFile } from '../support.ts'

const base = 'three-site' as const
const policyFile = 'policy/20-blocking.yaml'

test.each([
  [policyFile, 'format: 1\nruleSets: [{ name: A, rulez: [] }]\n', 'SCHEMA-UNKNOWN-KEY'],
  [
    'policy/99.yaml',
    'format: 1\nruleSets: [{ name: A, rules: [{ criteria: URL equals "x" }] }]\n',
    'SCHEMA-MISSING-KEY',
  ],
  ['lists/More.yaml', 'format: 1\ntype: regex\nentrys: []\n', 'SCHEMA-UNKNOWN-KEY'],
  ['lists/More.yaml', 'type: regex\n', 'SCHEMA-FORMAT'],
  ['tests/more.yaml', 'format: 1\ntests: [{ name: A, request: {}, expects: {} }]\n', 'SCHEMA-UNKNOWN-KEY'],
  ['policy/99.yaml', 'format: 1\nproperties: { Region: {} }\n', 'SCHEMA-NAME'],
  ['policy/99.yml', 'format: 1\n', 'REF-STRAY-FILE'],
])('%s is checked by its schema: %j', (path, text, code) => {
  const { diagnostics } = build(exampleFiles({ base, files: { [path]: text }, replace: [path] }))
  const own = diagnostics.filter(({ place }) => place.file === `clusters/${base}/${path}`)
  expect(own.map((found) => found.code)).toContain(code)
})

test('a note beside the policy is not read as policy', () => {
  const note = rawFile(`clusters/${base}/policy/README.md`, '# Policy\n\nwhat: [the rules\n')
  const { diagnostics } = build([...exampleFiles({ base, files: {} }), note])
  expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
})
