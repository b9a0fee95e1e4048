import { randomBytes } from 'node:crypto'
import type { ExchangePorts } from '../../appliance/exchange.ts'
import type { Gateway } from '../../appliance/port.ts'
import { BASE_PATH } from '../../appliance/product.ts'
import { restGatewayReader } from '../../appliance/rest-gateway.ts'
import { Secret } from '../../appliance/secret.ts'
import { login, type Login } from '../../appliance/session.ts'
import type { Transport } from '../../appliance/transport.ts'
import { createCluster, type EmulatedCluster } from '../../emulator/cluster.ts'
import type { Account } from '../../emulator/profile.ts'
import type { Uuid } from '../../model/names.ts'
import type { Clock } from '../../reconcile/ports.ts'
import { loadEmulatedProduct } from '../emulate/emulated-product.ts'
import { seedOf } from '../emulate/seed.ts'
import { makeAccounts } from '../emulate/start.ts'
import type { ClusterView } from '../gateway/cluster-view.ts'
import type { World } from '../world.ts'

/** Emulated appliances in memory that stand in for a cluster. Their time moves only when somebody waits for it. */
export interface StandIn {
  readonly clock: Clock
  /** The way into one of its nodes, through the same REST client as into a real one. */
  at(node: Uuid): Gateway
  /** Restores a backup at a node as an administrator does. */
  restore(node: Uuid, backup: Uint8Array): Promise<void>
}

/** Raises a cluster that holds what the YAML says. */
export async function standInFor({ cluster, scope }: ClusterView, world: World): Promise<StandIn> {
  const product = { version: cluster.version.value, build: cluster.build?.value ?? '0' }
  const { dialect, profile } = await loadEmulatedProduct(world.home, product, scope.dialect)
  const { reader, admin } = makeAccounts()
  let now = world.now().getTime()
  const secret = randomBytes(16).toString('hex')
  const seed = seedOf(cluster, dialect, { secret, now, accounts: [reader, admin], initial: 'compiled' })
  const emulated = createCluster(seed, profile)
  const pass = (milliseconds: number): void => {
    now += Math.ceil(milliseconds)
    emulated.advance(now)
  }
  const clock: Clock = { now: () => now, sleep: async (milliseconds) => pass(milliseconds) }
  const surroundings = (node: Uuid): ExchangePorts => ({
    transport: transportTo(emulated, node, clock, pass),
    sleep: async (milliseconds) => pass(milliseconds),
    random: () => 0,
    now: () => now,
  })
  return {
    clock,
    at: (node) => restGatewayReader({ ...surroundings(node), login: loginOf(reader) }),
    restore: async (node, backup) => {
      const session = await login(surroundings(node), loginOf(admin))
      try {
        const body = new TextDecoder().decode(backup)
        await session.request({ method: 'POST', path: '/restore', body, contentType: 'application/xml' })
      } finally {
        await session.logout()
      }
    },
  }
}

function loginOf({ name, password }: Account): Login {
  return { user: name, password: new Secret(password), by: 'form' }
}

function transportTo(
  emulated: EmulatedCluster,
  node: Uuid,
  clock: Clock,
  pass: (milliseconds: number) => void,
): Transport {
  const host = 'stand-in:4712'
  return {
    close: async () => undefined,
    send: async ({ method, path, headers, body = '' }) => {
      pass(1)
      const request = {
        method,
        scheme: 'https',
        target: `${BASE_PATH}${path}`,
        headers: { host, ...headers },
        body: new TextEncoder().encode(body),
      } as const
      const answer = emulated.request(node, request, clock.now())
      pass(answer.delay)
      if (answer.kind === 'reset') return { kind: 'no answer', detail: 'the connection was reset' }
      const bytes = typeof answer.body === 'string' ? new TextEncoder().encode(answer.body) : answer.body
      const named = Object.fromEntries(answer.headers.map(([name, value]) => [name.toLowerCase(), value]))
      return { kind: 'answered', response: { status: answer.status, headers: named, body: bytes } }
    },
  }
}
