import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readList } from '../../src/appliance/list-xml.ts'
import { parseXml } from '../../src/appliance/xml.ts'
import { policyWithoutSecrets } from '../../src/compile/emit/policy-without-secrets.ts'
import { emptyPolicy } from '../../src/model/policy/policy.ts'
import { isSecret, shownValue } from '../../src/policy/show/secrets.ts'
import { withoutSecrets as withoutSecretsAs } from '../../src/report/without-secrets.ts'

const withoutSecrets = (line: string): string => withoutSecretsAs(line, 'YAML')
const place = { kind: 'file', file: 'x' } as const
const row = (key: string, value: string): string =>
  `<configurationProperty key="${key}" type="t" encrypted="false" value="${value}"/>`

/** Every place in which a value with a key is shown, kept or sent on. */
const surfaces: Readonly<Record<string, (key: string, value: string) => string>> = {
  'a line of YAML': (key, value) => withoutSecrets(`  ${key}: ${value}`),
  'a line of YAML with a comment': (key, value) => withoutSecrets(`${key}: '${value}' # ask the owner`),
  'a map between braces': (key, value) => withoutSecrets(`{ host: h, ${key}: ${value}, port: 1 }`),
  'a line of JSON': (key, value) => withoutSecrets(JSON.stringify({ host: 'h', [key]: value, port: 1 })),
  'JSON in a text of JSON': (key, value) => withoutSecrets(JSON.stringify({ m: JSON.stringify({ [key]: value }) })),
  'a setting or a cell': (key, value) => shownValue({ key, value }),
  'a row in a setting': (key, value) => shownValue({ key: 'Rows', value: `<list>${row(key, value)}</list>` }),
  'an element in a setting': (key, value) =>
    shownValue({ key: 'Rows', value: `<list><${key}>${value}</${key}></list>` }),
  'an artifact': (key, value) => {
    const values = [{ key, type: 'string', value }]
    const settings = [{ name: 'S', target: 'Block', description: '', values, place }]
    const tables = [{ name: 'T', type: 'maptype', description: '', rows: [{ cells: values, description: '' }], place }]
    return JSON.stringify(policyWithoutSecrets({ ...emptyPolicy, settings, tables }))
  },
  'a list that was observed': (key, value) => {
    const parsed = parseXml(
      `<list><content><listEntry><complexEntry>${row(key, value)}</complexEntry></listEntry></content></list>`,
    )
    return 'root' in parsed ? JSON.stringify(readList(parsed.root)) : `${value} is lost: ${parsed.problem}`
  },
}

const secretKeys = [
  'password',
  'BindPassword',
  'proxy_passwd',
  'passphrase',
  'bindPwd',
  'secret',
  'clientSecret',
  'credentials',
  'token',
  'access-token',
  'apiKey',
  'api_key',
  'API-Key',
  'privateKey',
  'private_key',
]
const harmlessKeys = ['host', 'Language', 'key', 'value', 'DirectoryName', 'apikeeper', 'publicKey']
const canary = fc.stringMatching(/^[a-zA-Z0-9]{12,20}$/)

describe.each(Object.entries(surfaces))('in %s', (_, show) => {
  test.each(secretKeys)('what stands under "%s" is not shown', (key) => {
    fc.assert(fc.property(canary, (value) => !show(key, value).includes(value)))
  })

  test.each(harmlessKeys)('what stands under "%s" is shown', (key) => {
    fc.assert(fc.property(canary, (value) => show(key, value).includes(value)))
  })
})

test('a key that tells a secret is one for values as for lines', () => {
  const keys = fc.oneof(
    fc.constantFrom(...secretKeys, ...harmlessKeys),
    fc.stringMatching(/^[a-zA-Z][a-zA-Z_.-]{0,14}$/),
  )
  fc.assert(
    fc.property(keys, canary, (key, value) => {
      expect(withoutSecrets(`${key}: ${value}`).includes(value)).toBe(!isSecret({ key, value }))
    }),
  )
})
