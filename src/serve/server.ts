import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { STYLE, statusPage } from './page.ts'
import { isReady, type ClusterStatus } from './status.ts'

/** A status server that answers. */
export interface StatusServer {
  /** Port that it got, where any was asked for. */
  readonly port: number
  close(): Promise<void>
}

/** Serves the status on loopback, for reading only: who may log on to this machine may read it. */
export async function serveStatus(port: number, statuses: () => readonly ClusterStatus[]): Promise<StatusServer> {
  const server = createServer((request, response) => answer(request, response, statuses()))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
}

function answer(request: IncomingMessage, response: ServerResponse, statuses: readonly ClusterStatus[]): void {
  const { status, type, body } = answerTo(request, statuses)
  response.writeHead(status, { ...HEADERS, 'Content-Type': `${type}; charset=utf-8` })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function answerTo({ method, url, headers }: IncomingMessage, statuses: readonly ClusterStatus[]): Answer {
  // A page of another site can give its own name this address, and would then read what is here.
  if (!isLoopback(headers.host)) return plain(421, 'ask for 127.0.0.1 or localhost')
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'this server is for reading only')
  switch (url ?? '/') {
    case '/':
      return { status: 200, type: 'text/html', body: statusPage(statuses) }
    case '/status.json':
      return {
        status: 200,
        type: 'application/json',
        body: `${JSON.stringify({ formatVersion: 1, clusters: statuses })}\n`,
      }
    case '/healthz':
      return plain(200, 'alive')
    case '/readyz':
      return isReady(statuses)
        ? plain(200, 'ready')
        : plain(503, 'a cluster was not looked at, or its last look failed')
    default:
      return plain(404, 'there are /, /status.json, /healthz and /readyz')
  }
}

function plain(status: number, words: string): Answer {
  return { status, type: 'text/plain', body: `${words}\n` }
}

function isLoopback(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '')
}

const STYLE_DIGEST = createHash('sha256').update(STYLE).digest('base64')

const HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_DIGEST}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}
