import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createPlain, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { SCRIPT, STYLE, statusPage } from '../report/watch/page.ts'
import { isReady, type ClusterStatus } from '../report/watch/status.ts'
import { limitConnections } from './connection-limit.ts'
import { eventStreams } from './events.ts'
import type { Metrics } from './metrics.ts'
import { receive } from './receive.ts'
import { isSame, webhookJudge, type WebhookSettings } from './webhook.ts'

/** What the server shows; everything is read at the moment when somebody asks. */
export interface ServedContent {
  readonly statuses: () => readonly ClusterStatus[]
  /** Whether what hosts share does not answer, without which no pass can be made. */
  readonly isStateAway: () => boolean
  /** The cluster's topology as SVG; undefined for a cluster that was not read yet. */
  readonly drawing: (cluster: string) => string | undefined
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>
  /** Calls back on every change of a status until the returned function is called. */
  readonly changes: (changed: () => void) => () => void
  /** Called for an accepted webhook. */
  readonly woken: () => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Where the server answers, and to whom. */
export interface ServerSettings {
  readonly address: string
  readonly port: number
  /** Reveals the token that a reader has to present; absent where the address is loopback. */
  readonly token?: () => string
  /** PEM texts; without them the server speaks plain HTTP. */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly clientAuthority?: string }
  readonly webhook?: WebhookSettings
}

/** A status server that answers. */
export interface StatusServer {
  /** Port that it got, where any was asked for. */
  readonly port: number
  close(): Promise<void>
}

/** How long a connection may take for its handshake or the headers of a request, and how long for all of a request (milliseconds). */
const [BEGIN_WITHIN, END_WITHIN, LOOK_EVERY] = [5_000, 20_000, 1_000]

/** Serves the status for reading only; the one thing that can be sent to it is a webhook, which says "go and fetch". */
export async function serveStatus(settings: ServerSettings, shown: ServedContent): Promise<StatusServer> {
  const server = createFor(settings, listener(settings, shown))
  limitConnections(server)
  server.listen(settings.port, settings.address)
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : settings.port,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function createFor({ tls }: ServerSettings, answer: RequestListener): Server {
  const limits = { headersTimeout: BEGIN_WITHIN, requestTimeout: END_WITHIN, connectionsCheckingInterval: LOOK_EVERY }
  if (tls === undefined) return createPlain(limits, answer)
  const { certificate, key, clientAuthority } = tls
  const clients =
    clientAuthority === undefined ? {} : { ca: clientAuthority, requestCert: true, rejectUnauthorized: true }
  const identity = { cert: certificate, key, minVersion: 'TLSv1.2', handshakeTimeout: BEGIN_WITHIN } as const
  return createSecure({ ...limits, ...identity, ...clients }, answer)
}

function listener(settings: ServerSettings, shown: ServedContent): RequestListener {
  const { webhook } = settings
  const judge = webhook === undefined ? undefined : webhookJudge(webhook)
  const stream = eventStreams(shown.changes, HEADERS)
  return (request, response) => {
    const pathname = pathOf(request.url)
    if (judge !== undefined && pathname === webhook?.path) {
      void receive(request, response, judge, shown)
      return
    }
    const refused = refusal(request, settings)
    if (refused === undefined && pathname === '/events') {
      stream(response)
      return
    }
    const write = ({ status, type, body, headers }: Answer): void => {
      const length = { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }
      response.writeHead(status, { ...HEADERS, ...length, ...headers })
      response.end(request.method === 'HEAD' ? undefined : body)
    }
    if (refused !== undefined) write(refused)
    else answerTo(pathname, shown).then(write, () => write(plain(500, 'this cannot be shown at the moment')))
  }
}

const BASE = 'http://status'

/** The path that is asked for; what is asked for by no path is nowhere. */
function pathOf(url = '/'): string {
  return URL.canParse(url, BASE) ? new URL(url, BASE).pathname : ''
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

function refusal({ method, headers }: IncomingMessage, { address, token }: ServerSettings): Answer | undefined {
  // A page of another site can give its own name this address, and would then read what is here.
  if (isLoopback(address) && !/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '')) {
    return plain(421, 'ask for 127.0.0.1 or localhost')
  }
  if (method !== 'GET' && method !== 'HEAD')
    return plain(405, 'this server is for reading only', { Allow: 'GET, HEAD' })
  if (token === undefined || isSame(presented(headers.authorization), token())) return undefined
  return plain(401, 'a token is needed: as bearer, or as password of any user', {
    'WWW-Authenticate': 'Basic realm="Pader", charset="UTF-8"',
  })
}

/** The token of a script stands in a bearer header, that of a person in the password of any user name. */
function presented(authorization = ''): string | undefined {
  const [scheme = '', value = ''] = authorization.split(' ')
  if (scheme.toLowerCase() === 'bearer') return value
  if (scheme.toLowerCase() !== 'basic') return undefined
  return Buffer.from(value, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:/, '')
}

async function answerTo(path: string, { statuses, isStateAway, drawing, metrics }: ServedContent): Promise<Answer> {
  const [, cluster] = /^\/topology\/([^/]+)\.svg$/.exec(path) ?? []
  if (cluster !== undefined) {
    const name = decoded(cluster)
    const svg = name === undefined ? undefined : drawing(name)
    if (svg === undefined) return plain(404, 'there is no drawing of that cluster yet')
    const headers = { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'" }
    return { status: 200, type: 'image/svg+xml', body: svg, headers }
  }
  switch (path) {
    case '/':
      return { status: 200, type: 'text/html; charset=utf-8', body: statusPage(statuses()) }
    case '/status.json': {
      const body = `${JSON.stringify({ formatVersion: 1, clusters: statuses() })}\n`
      return { status: 200, type: 'application/json; charset=utf-8', body }
    }
    case '/metrics':
      return { status: 200, type: metrics.contentType, body: await metrics.text() }
    case '/healthz':
      return plain(200, 'alive')
    case '/readyz':
      if (isStateAway()) return plain(503, 'the shared state does not answer')
      return isReady(statuses())
        ? plain(200, 'ready')
        : plain(503, 'a cluster was not looked at, or its last look failed')
    default:
      return plain(404, 'there are /, /status.json, /metrics, /healthz and /readyz')
  }
}

/** What a part of an address says; undefined where its percent signs are no encoding of a text. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

function plain(status: number, words: string, headers?: Readonly<Record<string, string>>): Answer {
  return {
    status,
    type: 'text/plain; charset=utf-8',
    body: `${words}\n`,
    ...(headers === undefined ? {} : { headers }),
  }
}

/** Whether an address can be reached from this machine only. */
export function isLoopback(address: string): boolean {
  return /^127(\.\d{1,3}){3}$/.test(address) || address === '::1' || address === 'localhost'
}

function digestOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

const HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src ${digestOf(STYLE)}; script-src ${digestOf(SCRIPT)}; img-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}
