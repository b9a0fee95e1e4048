import { expect, test } from 'vitest'
import { build, exampleFiles } from '../../compile/support.ts'
import { shippedVocabulary } from '../vocabulary.ts'

const said = (ruleSets: string) => {
  const { diagnostics } = build(exampleFiles({ files: { 'policy/10.yaml': `format: 1\nruleSets:\n${ruleSets}` } }))
  return diagnostics.filter(({ code }) => code === 'POL-UNVERIFIED')
}

test('a word without a certain id is reported once, with the rule sets that it holds back and the way around it', () => {
  const found = said(`  - name: A
    rules: [{ name: r, criteria: Proxy.IP equals "10.0.0.1", action: Block }]
  - name: B
    ruleSets: [{ name: C, criteria: Proxy.IP equals "10.0.0.2" }]
`)
  expect(found).toHaveLength(1)
  expect(found[0]?.message).toContain('property "Proxy.IP"')
  expect(found[0]?.message).toContain('no document of the rule sets "A", "B" is written')
  expect(found[0]?.help).toContain('compare System.HostName')
  expect(found[0]?.help).toContain('pader calibrate')
})

test('words with certain ids are not reported', () => {
  expect(said('  - { name: A, rules: [{ name: r, criteria: URL.Host equals "a", action: Block }] }\n')).toEqual([])
})

test('the way around an operator is itself certain', () => {
  const vocabulary = shippedVocabulary()
  const quoted = vocabulary
    .words('operators')
    .flatMap(({ instead = '' }) => [...instead.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name))
  expect(quoted.length).toBeGreaterThan(5)
  for (const name of quoted) expect(vocabulary.byName('operators', name)?.certain, name).toBe(true)
})
