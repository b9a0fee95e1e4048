import type { Server } from 'node:http'
import type { EmulatedCluster } from '../cluster.ts'
import { makeIdentity, type ServerIdentity } from './certificate.ts'
import { controlServer } from './control-server.ts'
import { listen, stop } from './listen.ts'
import { nodeServer, type ServerPorts } from './node-server.ts'

/** What to serve, and where. */
export interface ServeOptions {
  readonly cluster: EmulatedCluster
  /** UUIDs of the nodes, in order. */
  readonly nodes: readonly string[]
  /** Port on each node's own loopback address; 0 = any, different for each. */
  readonly port: number
  /** Port of unencrypted access; absent = none. */
  readonly httpPort?: number
  /** Port of the control interface on 127.0.0.1; 0 = any. */
  readonly controlPort: number
  /** Where all nodes share one address, each on a port of its own, counted from `port`. */
  readonly address?: string
  /** What the emulator proves itself with; nobody else knows it. */
  readonly challengeSecret: string
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
  readonly failed: (error: unknown) => void
}

/** A served cluster: where each node is, whom to trust, and how to end it. */
export interface ServedCluster {
  readonly nodes: ReadonlyMap<string, { readonly host: string; readonly port: number; readonly httpPort?: number }>
  readonly identity: ServerIdentity
  readonly control: { readonly host: string; readonly port: number }
  close(): Promise<void>
}

/** Serves every node at an address of its own, and the control interface that no appliance has. */
export async function serve(options: ServeOptions): Promise<ServedCluster> {
  const { cluster, now, wait, failed, challengeSecret } = options
  const shared = options.address ?? (await sharedAddress())
  const hosts = options.nodes.map((_, index) => shared ?? loopback(index))
  const identity = await makeIdentity([...new Set(['127.0.0.1', ...hosts])])
  const world: ServerPorts = { cluster, now, wait, failed }
  const running: Server[] = []
  const nodes = new Map<string, { host: string; port: number; httpPort?: number }>()
  const start = async (server: Server, host: string, port: number): Promise<number> => {
    const got = await listen(server, host, port)
    running.push(server)
    return got
  }
  const portAt = (first: number, index: number): number => (first === 0 || shared === undefined ? first : first + index)
  try {
    for (const [index, node] of options.nodes.entries()) {
      const host = hosts[index] ?? '127.0.0.1'
      const port = await start(nodeServer(world, node, identity), host, portAt(options.port, index))
      const { httpPort } = options
      if (httpPort === undefined) nodes.set(node, { host, port })
      else {
        const plain = await start(nodeServer(world, node, undefined), host, portAt(httpPort, index))
        nodes.set(node, { host, port, httpPort: plain })
      }
    }
    const host = '127.0.0.1'
    const port = await start(
      controlServer(cluster, now, { secret: challengeSecret, identity }),
      host,
      options.controlPort,
    )
    const ticking = keepTime(cluster, now)
    return {
      nodes,
      identity,
      control: { host, port },
      async close() {
        ticking.stop()
        await Promise.all(running.map(stop))
      },
    }
  } catch (error) {
    await Promise.all(running.map(stop))
    throw error
  }
}

/** The address of the node at that index: 127.0.1.1, 127.0.1.2 and so on. */
function loopback(index: number): string {
  return `127.0.${1 + Math.floor(index / 250)}.${1 + (index % 250)}`
}

/** The one loopback address, on systems that have no others. */
async function sharedAddress(): Promise<string | undefined> {
  const { createServer } = await import('node:net')
  const probe = createServer()
  try {
    await listen(probe, '127.0.1.1', 0)
    return undefined
  } catch {
    return '127.0.0.1'
  } finally {
    if (probe.listening) await stop(probe)
  }
}

/** Lets the cluster do what is due even while nobody asks it anything. */
function keepTime(cluster: EmulatedCluster, now: () => number): { readonly stop: () => void } {
  const timer = setInterval(() => cluster.advance(now()), 50)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
