import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { privateKeysIn } from '../../../src/compile/yaml/private-keys.ts'
import { build, exampleFiles, rawFile } from '../support.ts'

const files = exampleFiles({ files: {} })
const begin = (kind: string): string => `-----BEGIN ${kind}-----`

describe('a private key is found wherever it stands', () => {
  test.each([
    ['a comment of a location', 'locations/tokyo.yaml', `format: 1\n# ${begin('RSA PRIVATE KEY')}\nnodes: {}\n`, 2],
    ['a text of several lines', 'policy/10.yaml', `format: 1\nsettings:\n  x: |\n    ${begin('PRIVATE KEY')}\n`, 4],
    ['an export', 'exports/a.xml', `<a>\n${begin('ENCRYPTED PRIVATE KEY')}</a>`, 2],
    ['a template', 'templates/a.hbs', begin('EC PRIVATE KEY'), 1],
    ['a file that nobody reads', 'keys/ca.pem', `\n\n${begin('OPENSSH PRIVATE KEY')}`, 3],
    ['a file that is no YAML', 'regions.yaml', `a: [\n${begin('PGP PRIVATE KEY BLOCK')}`, 2],
  ])('in %s', (_title, path, text, line) => {
    const full = `clusters/two-site/${path}`
    const { located } = build([...files.filter((file) => file.path !== full), rawFile(full, text)])
    const found = located.filter(({ code }) => code === 'CM-CA-005')
    expect(found.map(({ severity, span }) => [severity, span.file, span.start.line])).toEqual([['error', full, line]])
    expect(JSON.stringify(found)).not.toContain('BEGIN')
  })
})

test('a certificate, a public key and rows of dashes are none', () => {
  const text = [begin('CERTIFICATE'), begin('PUBLIC KEY'), '-'.repeat(80), '---', '- - - - -'].join('\n')
  expect([...privateKeysIn(rawFile('a', text))]).toEqual([])
})

test('whatever stands around it: found where it begins', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (before, after) => {
      const text = before + begin('PRIVATE KEY') + after
      const [found] = privateKeysIn(rawFile('a', text))
      expect(found?.start).toBe(text.indexOf(begin('PRIVATE KEY')))
    }),
  )
})
