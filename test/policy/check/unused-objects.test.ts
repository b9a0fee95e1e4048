import { expect, test } from 'vitest'
import { build, exampleFiles } from '../../compile/support.ts'

const unused = (rule: string) => {
  const policy = `format: 1
settings: { Page: { target: Block, values: { Language: auto } } }
properties: { User-Defined.X: {} }
ruleSets: [{ name: A, rules: [{ name: r${rule} }] }]
`
  const { diagnostics } = build(exampleFiles({ files: { 'policy/10.yaml': policy } }))
  return diagnostics.filter(({ code }) => code === 'POL-UNUSED').map(({ message }) => message)
}

test('an object that no rule set uses is reported, since nothing would bring it to an appliance', () => {
  const [property, settings, ...others] = unused('').toSorted()
  expect(settings).toContain('settings object "Page"')
  expect(property).toContain('property "User-Defined.X"')
  expect(others).toEqual([])
  expect(unused(', action: Block<Page>, events: [\'set User-Defined.X = "a"\']')).toEqual([])
})
