import fc from 'fast-check'
import { expect, test } from 'vitest'
import { policyWithoutSecrets } from '../../../src/compile/emit/policy-without-secrets.ts'
import { emptyPolicy } from '../../../src/model/policy/policy.ts'
import { settingsDocument } from '../../../src/policy/documents/rest-documents.ts'
import { showPolicy } from '../../../src/policy/show/show.ts'
import { shippedVocabulary } from '../vocabulary.ts'

const place = { kind: 'file', file: 'x' } as const
const words = shippedVocabulary()
/** A value as a person sees it, as an artifact keeps it, and as the document of its settings, where there may be one. */
const shown = (key: string, value: string, encrypted = false): string => {
  const values = [{ key, type: 'string', value, ...(encrypted ? { encrypted } : {}) }]
  const template = { template: 'com.scur.template.mainaction.block', version: '1.6' }
  const settings = [{ name: 'S', target: 'Block', ...template, description: '', values, place }]
  const tables = [{ name: 'T', type: 'maptype', description: '', rows: [{ cells: values, description: '' }], place }]
  const policy = { ...emptyPolicy, settings, tables }
  return [
    ...[...showPolicy(policy, words)].map(({ text }) => text),
    JSON.stringify(policyWithoutSecrets(policy)),
    ...settings.map((one) => settingsDocument(one, words) ?? ''),
  ].join('\n')
}
const anySecret = fc.stringMatching(/^[a-zA-Z0-9]{12,20}$/)

test.each([
  ['what is encrypted', (secret: string) => shown('Anything', secret, true)],
  ['a password', (secret: string) => shown('ProxyPassword', secret)],
  ['a credential', (secret: string) => shown('credentials', secret)],
  [
    'a password in a list inside a value',
    (secret: string) =>
      shown(
        'Hops',
        `<list><configurationProperty key="password" type="t" encrypted="false" value="${secret}"/></list>`,
      ),
  ],
  [
    'a password behind a sign that ends tags elsewhere',
    (secret: string) =>
      shown('Hops', `<list><configurationProperty info="a>b" key="password" value="${secret}>"/></list>`),
  ],
  [
    'an encrypted cell in a list inside a value',
    (secret: string) =>
      shown('Hops', `<list><configurationProperty key="x" type="t" encrypted="true" value="${secret}"/></list>`),
  ],
  [
    'the password of a subscription inside a value',
    (secret: string) => shown('Lists', `<list><setup><password>${secret}</password></setup></list>`),
  ],
])('%s is never shown', (_, show) => {
  fc.assert(
    fc.property(anySecret, (secret) => {
      const text = show(secret)
      expect(text).not.toContain(secret)
      expect(text).toContain('(secret)')
    }),
  )
})

test('what is no secret is shown as it is', () => {
  expect(shown('Language', 'mother tongue').split('mother tongue')).toHaveLength(6)
  expect(
    shown('Hops', '<list><configurationProperty key="host" encrypted="false" value="a.example"/></list>'),
  ).toContain('value="a.example"')
})
