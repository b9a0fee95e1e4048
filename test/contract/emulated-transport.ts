import type { Transport, WireOutcome, WireRequest } from '../../src/appliance/transport.ts'
import type { EmulatedCluster } from '../../src/emulator/cluster.ts'

/** Carries requests to one node of an emulated cluster in memory; every request takes a little of the given clock. */
export function emulatedTransport(cluster: EmulatedCluster, node: string, tick: () => number): Transport {
  return {
    send: async (request) => outcomeOf(request, cluster, node, tick()),
    close: async () => undefined,
  }
}

function outcomeOf(request: WireRequest, cluster: EmulatedCluster, node: string, now: number): WireOutcome {
  const response = cluster.request(
    node,
    {
      method: request.method,
      target: `/Konfigurator/REST${request.path}`,
      headers: { host: 'gateway:4712', ...request.headers },
      body: new TextEncoder().encode(request.body ?? ''),
      scheme: 'https',
    },
    now,
  )
  if (response.kind !== 'answer') return { kind: 'no answer', detail: 'connection reset' }
  if (response.delay > request.limits.milliseconds) return { kind: 'no answer', detail: 'no answer in time' }
  const body = typeof response.body === 'string' ? new TextEncoder().encode(response.body) : response.body
  if (body.byteLength > request.limits.bytes) return { kind: 'too large', bytes: request.limits.bytes }
  const headers = Object.fromEntries(response.headers.map(([name, value]) => [name.toLowerCase(), value]))
  return { kind: 'answered', response: { status: response.status, headers, body } }
}
