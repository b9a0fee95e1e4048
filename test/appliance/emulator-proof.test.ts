import { createHmac, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askControl, provesEmulator, type AskControl } from '../../src/appliance/emulator-proof.ts'
import { parseHostFile, type ClusterHost } from '../../src/appliance/host-file.ts'
import { hostIsEmulator } from '../../src/appliance/prove-host.ts'
import { Secret } from '../../src/appliance/secret.ts'
import { certificateDigest, keyDigest, type Trust } from '../../src/appliance/tls-trust.ts'
import { createCluster } from '../../src/emulator/cluster.ts'
import { serve, type ServedCluster } from '../../src/emulator/serve/serve.ts'
import { profile, start, T1, twoSites } from '../emulator/world/two-site.ts'

const nonce = '0123456789abcdef'

async function startOne(challengeSecret: string): Promise<ServedCluster> {
  const ports = { port: 0, controlPort: 0, now: () => start, wait: async () => {} }
  const failed = (error: unknown): never => {
    throw error
  }
  return serve({ cluster: createCluster(twoSites, profile), nodes: [T1], challengeSecret, failed, ...ports })
}

describe('proof of an emulator', () => {
  let emulator: ServedCluster
  /** Stands for an appliance: another machine with an authority of its own. */
  let appliance: ServedCluster
  beforeAll(async () => {
    emulator = await startOne('of this start')
    appliance = await startOne('of another start')
  })
  afterAll(async () => {
    await emulator.close()
    await appliance.close()
  })

  const hostWith = (trust: object, nodes: object): ClusterHost => {
    const account = (user: string) => ({ user, password: 'env:PW' })
    const control = `http://${emulator.control.host}:${emulator.control.port}`
    const cluster = { trust, nodes, reader: account('reader'), emulator: { control, secret: 'env:SECRET' } }
    const host = parseHostFile({ format: 1, stateDirectory: '/x', clusters: { c: cluster } }, 'host.yaml')
    expect(host.diagnostics).toEqual([])
    return host.value!.clusters.get('c')!
  }
  const files = (path: string): string => {
    if (path === '/emulator.pem') return emulator.identity.authority
    if (path === '/appliance.pem') return appliance.identity.authority
    return `${emulator.identity.authority}\n${appliance.identity.authority}`
  }
  const proved = async (trust: object, nodes: object = { a: { address: '127.0.0.1' } }) =>
    hostIsEmulator(
      hostWith(trust, nodes),
      { env: { SECRET: 'of this start', PW: 'x' }, readFile: async (path) => files(path) },
      nonce,
      askControl,
    )
  const pins = (served: ServedCluster) => {
    const shown = new X509Certificate(served.identity.certificate)
    return { certificate: [certificateDigest(shown)], key: [keyDigest(shown)] }
  }

  test('holds for whoever is believed by its authority, its certificate or its key', async () => {
    expect(await proved({ authority: '/emulator.pem' })).toBe(true)
    expect(await proved({ certificate: pins(emulator).certificate })).toBe(true)
    expect(await proved({ key: pins(emulator).key })).toBe(true)
  })

  test('does not hold for an appliance beside the control port', async () => {
    expect(await proved({ authority: '/appliance.pem' })).toBe(false)
    expect(await proved({ certificate: pins(appliance).certificate })).toBe(false)
    expect(await proved({ key: pins(appliance).key })).toBe(false)
  })

  test('does not hold where both are believed', async () => {
    expect(await proved({ authority: '/both.pem' })).toBe(false)
    expect(await proved({ key: [...pins(emulator).key, ...pins(appliance).key] })).toBe(false)
    const mixed = { a: { address: '127.0.0.1' }, b: { address: '10.0.0.1', trust: { authority: '/appliance.pem' } } }
    expect(await proved({ authority: '/emulator.pem' }, mixed)).toBe(false)
    // A certificate's digest is no digest of a key.
    expect(await proved({ key: pins(emulator).certificate })).toBe(false)
  })

  test('is asked on loopback only', async () => {
    expect(await askControl(`http://${emulator.control.host}:${emulator.control.port}`, nonce)).toBeDefined()
    expect(await askControl('http://192.0.2.1:80', nonce)).toBeUndefined()
    expect(await askControl(`https://127.0.0.1:${emulator.control.port}`, nonce)).toBeUndefined()
  })
})

describe('an answer', () => {
  const identity = { authority: 'a'.repeat(64), certificate: 'b'.repeat(64), key: 'c'.repeat(64) }
  const sign = (given: string, shown = identity): string =>
    createHmac('sha256', 'of this start')
      .update([given, shown.authority, shown.certificate, shown.key].join('\n'))
      .digest('hex')
  const trust: Trust = { kind: 'key', sha256: [identity.key] }
  const other = { ...identity, key: 'd'.repeat(64) }

  test.each<[string, AskControl, readonly Trust[], string, boolean]>([
    ['with the secret', async (_, asked) => ({ answer: sign(asked), identity }), [trust], nonce, true],
    ['to another nonce', async () => ({ answer: sign('another nonce here'), identity }), [trust], nonce, false],
    ['about others', async (_, asked) => ({ answer: sign(asked, other), identity }), [trust], nonce, false],
    ['that is guessed', async () => ({ answer: 'x', identity }), [trust], nonce, false],
    ['that is missing', async () => undefined, [trust], nonce, false],
    ['about nobody', async (_, asked) => ({ answer: sign(asked), identity }), [], nonce, false],
    ['to a short nonce', async (_, asked) => ({ answer: sign(asked), identity }), [trust], 'short', false],
  ])('%s', async (_name, ask, trusts, given, expected) => {
    const secret = new Secret('of this start')
    expect(await provesEmulator({ control: 'http://127.0.0.1:1', secret, trusts }, given, ask)).toBe(expected)
  })
})
