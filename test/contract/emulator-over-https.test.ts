import { afterAll, beforeAll, describe } from 'vitest'
import { httpsTransport } from '../../src/appliance/https-transport.ts'
import type { WritableGateway } from '../../src/appliance/port.ts'
import { restGatewayWriter } from '../../src/appliance/rest-gateway.ts'
import { Secret } from '../../src/appliance/secret.ts'
import type { Transport } from '../../src/appliance/transport.ts'
import { serve, type ServedCluster } from '../../src/emulator/serve/serve.ts'
import { emulate, N1, N2, T1, T2 } from '../emulator/world/two-site.ts'
import { contract } from './contract.ts'

describe('the emulator, over HTTPS', () => {
  let served: ServedCluster
  const transports = new Map<string, Transport>()

  beforeAll(async () => {
    served = await serve({
      cluster: emulate(),
      nodes: [T1, T2, N1, N2],
      port: 0,
      controlPort: 0,
      challengeSecret: 'only of this start',
      now: () => Date.now(),
      wait: async (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
      failed: (error) => {
        throw error
      },
    })
  })
  afterAll(async () => {
    for (const transport of transports.values()) await transport.close()
    await served.close()
  })

  const transportTo = (node: string): Transport => {
    const { host, port } = served.nodes.get(node)!
    const made =
      transports.get(node) ??
      httpsTransport({ host, port, trust: { kind: 'authority', pem: served.identity.authority } })
    transports.set(node, made)
    return made
  }
  const gateway = (node: string, password: string): WritableGateway =>
    restGatewayWriter({
      transport: transportTo(node),
      sleep: async (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
      random: Math.random,
      now: () => Date.now(),
      login: { user: 'writer', password: new Secret(password), by: 'basic' },
      readerLogin: { user: 'reader', password: new Secret(password), by: 'basic' },
    })
  contract({
    entry: () => gateway(T1, 'secret'),
    stranger: () => gateway(T1, 'wrong'),
    elsewhere: () => gateway(N1, 'secret'),
    mayWrite: true,
  })
})
