import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { httpsTransport } from '../../src/appliance/https-transport.ts'
import type { WritableGateway } from '../../src/appliance/port.ts'
import { restGatewayWriter } from '../../src/appliance/rest-gateway.ts'
import { Secret } from '../../src/appliance/secret.ts'
import { contract } from './contract.ts'

/**
 * The same contract against an appliance, when the environment names one:
 * `PADER_CONTRACT_URL` (https://HOST:PORT), `PADER_CONTRACT_CA` (PEM file), `PADER_CONTRACT_READER` and
 * `PADER_CONTRACT_WRITER` (user:password each), `PADER_CONTRACT_WRITE=yes` to allow changes.
 */
const { PADER_CONTRACT_URL: url, PADER_CONTRACT_CA: ca, ...env } = process.env

if (url === undefined || ca === undefined) {
  test('no appliance is named in the environment', () => {
    expect(url === undefined || ca === undefined).toBe(true)
  })
} else {
  describe(`the appliance at ${url}`, () => {
    const { hostname, port } = new URL(url)
    const trust = { kind: 'authority', pem: readFileSync(ca, 'utf8') } as const
    const transport = httpsTransport({ host: hostname, port: Number(port || 4712), trust })
    const account = (name: string) => {
      const [user = '', ...password] = (env[name] ?? '').split(':')
      return { user, password: new Secret(password.join(':')), by: 'basic' } as const
    }
    const reader = account('PADER_CONTRACT_READER')
    const entry = (): WritableGateway =>
      restGatewayWriter({
        transport,
        sleep: async (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
        random: Math.random,
        now: () => Date.now(),
        login: env['PADER_CONTRACT_WRITER'] === undefined ? reader : account('PADER_CONTRACT_WRITER'),
        readerLogin: reader,
      })
    contract({ entry, mayWrite: env['PADER_CONTRACT_WRITE'] === 'yes' })
  })
}
