import { describe } from 'vitest'
import { restGatewayWriter } from '../../src/appliance/rest-gateway.ts'
import { Secret } from '../../src/appliance/secret.ts'
import type { WritableGateway } from '../../src/appliance/port.ts'
import { emulate, N1, start, T1 } from '../emulator/world/two-site.ts'
import { contract } from './contract.ts'
import { emulatedTransport } from './emulated-transport.ts'

describe.each(['basic', 'form'] as const)('the emulator, in memory, login by %s', (by) => {
  const cluster = emulate()
  let now = start
  const tick = (): number => (now += 10)
  const gateway = (node: string, password: string): WritableGateway =>
    restGatewayWriter({
      transport: emulatedTransport(cluster, node, tick),
      sleep: async (milliseconds) => void (now += milliseconds),
      random: () => 0.5,
      now: () => now,
      login: { user: 'writer', password: new Secret(password), by },
      readerLogin: { user: 'reader', password: new Secret(password), by },
    })
  contract({
    entry: () => gateway(T1, 'secret'),
    stranger: () => gateway(T1, 'wrong'),
    elsewhere: () => gateway(N1, 'secret'),
    mayWrite: true,
  })
})
