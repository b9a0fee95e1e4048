import { expect, test } from 'vitest'
import { policyWithoutSecrets } from '../../../src/compile/emit/policy-without-secrets.ts'
import { emptyPolicy, type Policy } from '../../../src/model/policy/policy.ts'

const place = { kind: 'node', file: 'policy/10-log-on.yaml', path: [], part: 'value' } as const
const inner = (secret: string): string =>
  `<list><configurationProperty key="k" type="T" encrypted="true" value="${secret}"/></list>`

function policyWith(secret: string): Policy {
  const values = [
    { key: 'host', type: 'string', value: 'ldap.example' },
    { key: 'key', type: 'string', value: secret, encrypted: true },
    { key: 'servers', type: 'inlineList', value: inner(secret) },
    // Nobody encrypted it, and its key says what it is.
    { key: 'BindPassword', type: 'string', value: secret },
  ]
  return {
    ...emptyPolicy,
    settings: [{ name: 'directory', target: 'ldap', description: '', values, place }],
    tables: [
      {
        name: 'proxies',
        type: 'maptype',
        description: '',
        rows: [{ cells: [{ key: 'value', type: 'string', value: secret, encrypted: true }], description: '' }],
        place,
      },
    ],
  }
}

test('no secret is in what is kept, wherever it stands', () => {
  const text = JSON.stringify(policyWithoutSecrets(policyWith('canary-7f3a')))
  expect(text).not.toContain('canary-7f3a')
  expect(text).toContain('ldap.example')
})

test('another secret shows as a change, the same one does not', () => {
  expect(policyWithoutSecrets(policyWith('one'))).toEqual(policyWithoutSecrets(policyWith('one')))
  const [first, second] = [policyWithoutSecrets(policyWith('one')), policyWithoutSecrets(policyWith('two'))]
  expect(second.settings).not.toEqual(first.settings)
  expect(second.tables).not.toEqual(first.tables)
})
