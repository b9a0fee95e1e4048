import { expect, test } from 'vitest'
import { policyDocuments } from '../../../src/compile/emit/policy-documents.ts'
import { ruleSetDocument } from '../../../src/policy/documents/rule-set-document.ts'
import { certainWords } from '../../../src/policy/vocabulary.ts'
import { decodeExport } from '../../../src/policy/xml/decode-export.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'
import { build, exampleFiles } from '../support.ts'

const vocabulary = shippedVocabulary()

function documentsWith(files: Record<string, string>): ReadonlyMap<string, string> {
  const { cluster } = build(exampleFiles({ base: 'three-site', files }))
  return new Map(policyDocuments(cluster, vocabulary).map(({ path, text }) => [path, text]))
}

const withBuild = { 'cluster.yaml': "product: { build: '51390' }\n" }

test('every top-level rule set of the example is a document that holds what it refers to', () => {
  const documents = [...documentsWith(withBuild)].filter(([path]) => path.startsWith('policy/'))
  expect(documents.length).toBeGreaterThan(3)
  for (const [path, text] of documents) {
    expect(text).toContain('<version>12.2.15-51390</version>')
    const used = [...text.matchAll(/listValue id="([^"]+)"/g)].map(([, id]) => id)
    const defined = [...text.matchAll(/<list [^>]* id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(used), path).toEqual(new Set(defined))
    const { value, diagnostics } = decodeExport({ path, text }, vocabulary)
    expect(diagnostics, path).toEqual([])
    expect(value?.ruleSets, path).toHaveLength(1)
  }
})

test('documents that share the contents of a list are what each would be by itself', () => {
  const { cluster } = build(exampleFiles({ base: 'three-site', files: withBuild }))
  const { policy } = cluster
  const words = certainWords(vocabulary)
  const alone = policy.ruleSets.map((one) => ruleSetDocument(one, policy, '12.2.15-51390', words).value)
  const together = policyDocuments(cluster, vocabulary).flatMap(({ path, text }) =>
    path.startsWith('policy/') ? [text] : [],
  )
  expect(together).toEqual(alone.filter((text) => text !== undefined))
  const used = policy.lists.map(({ name }) => together.filter((text) => text.includes(` name="${name}"`)).length)
  expect(Math.max(...used)).toBeGreaterThan(1)
})

test('a rule set with an id that is not verified has no document', () => {
  const rule = 'format: 1\nruleSets: [{ name: Doubtful, rules: [{ name: A, action: Stop Cycle }] }]\n'
  const paths = [...documentsWith({ ...withBuild, 'policy/99.yaml': rule }).keys()].filter((path) =>
    path.endsWith('.xml'),
  )
  expect(paths.length).toBeGreaterThan(3)
  expect(paths.filter((path) => path.includes('Doubtful'))).toEqual([])
})

test('a list is a text in the form for subscribers; one with a quote in it is not written', () => {
  const documents = documentsWith({
    'lists/Quoted.yaml': 'format: 1\ntype: string\nentries: [\'say "yes"\']\n',
    'lists/Guests.yaml':
      'format: 1\ntype: iprange\nentries: [{ value: 10.20.0.0/16, description: Guests }, 10.30.0.1]\n',
  })
  expect(documents.get('lists/Guests.iprange.txt')).toBe('type=iprange\n"10.20.0.0/16" "Guests"\n"10.30.0.1"\n')
  expect([...documents.keys()].some((path) => /^lists\/.*Quoted/.test(path))).toBe(false)
})

test('a list and settings are documents that REST takes: no number that only the appliance gives', () => {
  const documents = documentsWith({
    'lists/Guests.yaml':
      'format: 1\ntype: iprange\ndescription: from HR\nentries: [{ value: 10.20.0.0/16, description: Guests }]\n',
  })
  expect(documents.get('rest/lists/Guests.iprange.xml'))
    .toBe(`<list name="Guests" typeId="com.scur.type.iprange" classifier="Other" systemList="false" structuralList="false" defaultRights="2">
  <description>[managed by Pader] from HR</description>
  <content>
    <listEntry>
      <entry>10.20.0.0/16</entry>
      <description>Guests</description>
    </listEntry>
  </content>
</list>
`)
  const settings = [...documents].filter(([path]) => path.startsWith('rest/settings/'))
  expect(settings.map(([path]) => path)).toEqual([
    'rest/settings/01-Blocked-by-category.xml',
    'rest/settings/02-Blocked-in-Paderborn.xml',
    'rest/settings/03-Web-mail-needs-a-reason.xml',
  ])
  for (const [, text] of settings) {
    expect(text, 'who owns it is shown beside it').toContain('<description>[managed by Pader]')
    expect(text).toMatch(
      /^<configuration version="1.6" defaultRights="2" templateId="com.scur.template.mainaction.block" /,
    )
    expect(text).not.toMatch(/ id="| mwg-version="/)
  }
})

test('lists whose names make one file name are told apart', () => {
  const list = 'format: 1\ntype: string\nentries: [a]\n'
  const paths = [...documentsWith({ 'lists/A b.yaml': list, 'lists/a-B.yaml': list }).keys()]
  expect(paths.filter((path) => /^lists\/a-b/i.test(path)).toSorted()).toEqual([
    'lists/A-b.string.txt',
    'lists/a-B.string.2.txt',
  ])
})
