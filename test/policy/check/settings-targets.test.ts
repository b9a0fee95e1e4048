import { expect, test } from 'vitest'
import { buildCluster } from '../../compile/support.ts'

const codesWith = (target: string): readonly string[] =>
  buildCluster({
    'policy/50-pages.yaml': `format: 1
settings: { Page: { target: ${target}, values: { Language: auto } } }
ruleSets: [{ name: A, rules: [{ name: r, action: Block<Page> }] }]
`,
  }).diagnostics.map(({ code }) => code)

test.each([
  ['Blok', 'a slip in the name of the action'],
  ['Redirect', 'another action'],
])('the target "%s" of settings of "Block" is told: %s', (target) => {
  expect(codesWith(target)).toContain('POL-SETTINGS-TARGET')
})

test.each(['Block', 'com.example.engine.of.an.appliance'])('the target "%s" is not', (target) => {
  expect(codesWith(target)).not.toContain('POL-SETTINGS-TARGET')
})
