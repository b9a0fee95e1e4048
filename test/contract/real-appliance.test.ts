import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { httpsTransport } from '../../src/appliance/https-transport.ts'
import type { WritableGateway } from '../../src/appliance/port.ts'
import { restGatewayWriter } from '../../src/appliance/rest-gateway.ts'
import { Secret } from '../../src/appliance/secret.ts'
import { chooseSwitches } from '../../src/emulator/choose-switches.ts'
import { contract } from './contract.ts'
import { askAll, report } from './decision-report.ts'

/**
 * The same contract against an appliance, when the environment names one:
 * `PADER_CONTRACT_URL` (https://HOST:PORT), `PADER_CONTRACT_CA` (PEM file), `PADER_CONTRACT_READER` and
 * `PADER_CONTRACT_WRITER` (user:password each), `PADER_CONTRACT_WRITE=yes` to allow changes, `PADER_CONTRACT_OTHER`
 * (another node of the cluster) to try a second attachment, `PADER_CONTRACT_COLLEAGUE` (user:password of another
 * account that may save) to try two sessions at once, `PADER_CONTRACT_CLOSED` (an HTTPS port of the same node on which
 * REST is switched off). It prints which decisions of the emulator the appliance
 * confirms or contradicts.
 */
const { PADER_CONTRACT_URL: url, PADER_CONTRACT_CA: ca, ...env } = process.env

if (url === undefined || ca === undefined) {
  test.skip('needs an appliance: PADER_CONTRACT_URL and PADER_CONTRACT_CA name none', () => undefined)
} else {
  describe(`the appliance at ${url}`, () => {
    const { hostname, port } = new URL(url)
    const trust = { kind: 'authority', pem: readFileSync(ca, 'utf8') } as const
    const transport = httpsTransport({ host: hostname, port: Number(port || 4712), trust })
    const mayWrite = env['PADER_CONTRACT_WRITE'] === 'yes'
    const at = (name: string) => {
      const place = env[name] === undefined ? undefined : new URL(env[name])
      return place && httpsTransport({ host: place.hostname, port: Number(place.port || 4712), trust })
    }
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
    contract({ entry, mayWrite })

    test('shows how it decides what no public source says', async () => {
      const plain = ({ user, password }: ReturnType<typeof account>) => ({ user, password: password.reveal() })
      const closed = at('PADER_CONTRACT_CLOSED')
      const elsewhere = at('PADER_CONTRACT_OTHER')
      const asked = {
        entry: transport,
        ...(elsewhere === undefined ? {} : { elsewhere }),
        reader: plain(reader),
        ...(closed === undefined ? {} : { closed }),
        ...(mayWrite && env['PADER_CONTRACT_COLLEAGUE'] !== undefined
          ? { colleague: plain(account('PADER_CONTRACT_COLLEAGUE')) }
          : {}),
        ...(mayWrite ? { writer: plain(account('PADER_CONTRACT_WRITER')) } : {}),
      }
      const findings = await askAll(asked, chooseSwitches({}))
      await elsewhere?.close()
      await closed?.close()
      console.log(report(findings))
      expect(findings.some(({ seen }) => 'value' in seen)).toBe(true)
    })
  })
}
