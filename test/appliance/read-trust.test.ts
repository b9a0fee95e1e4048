import { expect, test } from 'vitest'
import { readTrust } from '../../src/appliance/read-trust.ts'

const asked = { kind: 'authority', file: '/etc/pader/ca.pem' } as const

const holding = (text: string) => ({ env: {}, readFile: async () => Promise.resolve(text) })

test('an authority is believed whose file holds a certificate, whatever else stands there', async () => {
  const pem = 'Subject: our authority\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
  expect(await readTrust(asked, holding(pem))).toEqual({ kind: 'authority', pem })
})

test.each(['', '0\u0082\u0004', '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n'])(
  'a file with no certificate in PEM form is told, in place of every node that would not be believed: %j',
  async (text) => {
    expect(await readTrust(asked, holding(text))).toEqual({
      problem: `the authority's certificate "/etc/pader/ca.pem" is none in PEM form`,
    })
  },
)
