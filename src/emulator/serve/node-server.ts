import {
  createServer as createHttp,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { EmulatedCluster } from '../cluster.ts'
import { errorPage, type HttpAnswer, type HttpRequest, type HttpResponse } from '../http-message.ts'
import type { ServerIdentity } from './certificate.ts'
import { readBody } from './read-body.ts'

const largestBody = 64 * 1024 * 1024

/**
 * How long an idle connection is kept, in milliseconds. Longer than any answer takes: a connection that ends while its
 * next request is on the way looks to a client as if that request had been cut off.
 */
const idle = 120_000

/** What a node's server needs from the world: the cluster, the time, and waiting. */
export interface ServerPorts {
  readonly cluster: EmulatedCluster
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
  /** A bug of the emulator: told, and answered with 500. */
  readonly failed: (error: unknown) => void
}

/** The web server of one node; https where it has an identity. */
export function nodeServer(world: ServerPorts, node: string, identity: ServerIdentity | undefined): Server {
  const scheme = identity === undefined ? 'http' : 'https'
  const listener: RequestListener = (request, response) => {
    answerOver(world, node, scheme, request, response).catch((error: unknown) => {
      world.failed(error)
      if (response.headersSent) response.destroy()
      else write(response, errorPage(500, 'Internal Server Error'))
    })
  }
  const server =
    identity === undefined
      ? createHttp(listener)
      : createHttps({ cert: identity.certificate, key: identity.key, minVersion: 'TLSv1.2' }, listener)
  server.keepAliveTimeout = idle
  const { expectContinue } = world.cluster.switches
  // Without a listener of its own the server tells every client to go on.
  if (expectContinue === 'ignore') server.on('checkContinue', listener)
  if (expectContinue === 'refuse')
    server.on('checkContinue', (_, response: ServerResponse) => write(response, errorPage(417, 'Expectation Failed')))
  // A client that breaks the protocol or goes away is weather, not an error.
  server.on('clientError', (_, socket) => void socket.destroy())
  return server
}

async function answerOver(
  world: ServerPorts,
  node: string,
  scheme: HttpRequest['scheme'],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = await readBody(incoming, largestBody)
  if (body === 'gone') {
    outgoing.destroy()
    return
  }
  if (body === 'too large') {
    write(outgoing, errorPage(413, 'Payload Too Large'))
    return
  }
  const { method = 'GET', url: target = '/' } = incoming
  const request: HttpRequest = { method, target, headers: headersOf(incoming), body, scheme }
  const response = world.cluster.request(node, request, world.now())
  if (response.delay > 0) await world.wait(response.delay)
  send(outgoing, response)
}

function headersOf(incoming: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join('; ') : value]),
  )
}

function send(outgoing: ServerResponse, response: HttpResponse): void {
  if (response.kind === 'answer') write(outgoing, response)
  else if (response.begun === undefined) outgoing.destroy()
  else cutOff(outgoing, response.begun)
}

function write(outgoing: ServerResponse, { status, headers, body }: HttpAnswer): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  outgoing.writeHead(status, [...headers.flat(), 'Content-Length', String(bytes.length)])
  outgoing.end(bytes)
}

/** Sends half of an answer and ends the connection. */
function cutOff(outgoing: ServerResponse, { status, headers, body }: HttpAnswer): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  outgoing.writeHead(status, [...headers.flat(), 'Content-Length', String(bytes.length + 1)])
  outgoing.write(bytes.subarray(0, bytes.length >> 1), () => outgoing.destroy())
}
