import { buildConnector, Pool, type Dispatcher } from 'undici'
import { BASE_PATH } from './product.ts'
import type { Obstacle } from './port.ts'
import { handshakeOptions, objection, type Trust } from './tls-trust.ts'
import { tunnelThrough } from './tunnel.ts'
import type { Transport, WireOutcome, WireRequest, WireResponse } from './transport.ts'

/** Where a node's REST interface is and whom to believe there. */
export interface HttpsTarget {
  readonly host: string
  readonly port: number
  readonly trust: Trust
  /** URL of an HTTP proxy on the way to it. */
  readonly proxy?: string
  /** Milliseconds until a connection counts as failed. */
  readonly connectTimeout?: number
}

/**
 * Carries requests over HTTPS, straight to the node or through the proxy that the host file names: proxies of the
 * environment are not asked, since management traffic that strays into a proxy is a known trap. Connections are kept
 * alive between requests.
 */
export function httpsTransport(target: HttpsTarget): Transport {
  const host = target.host.includes(':') ? `[${target.host}]` : target.host
  const pool = new Pool(`https://${host}:${target.port}`, {
    connect: connectorFor(target),
    connections: 4,
    pipelining: 1,
    allowH2: false,
    // The time limit of each request is its own; see below.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  return {
    send: async (request) => send(pool, request),
    close: async () => pool.destroy(),
  }
}

/** A connection that did not come about, for what its cause says: no byte of a request was sent. */
class NotConnected extends Error {}

/** A handshake that failed because of whom it was with. */
class UntrustedPeer extends Error {}

function connectorFor({ trust, proxy, connectTimeout: timeout = 10_000 }: HttpsTarget): buildConnector.connector {
  const connect = buildConnector({
    ...handshakeOptions(trust),
    timeout,
    // A resumed session shows no certificate, so each connection shakes hands in full.
    maxCachedSessions: 0,
  })
  const direct: buildConnector.connector = (options, done) => {
    connect(options, (...[error, socket]) => {
      if (error !== null) {
        done(notConnected(error), null)
        return
      }
      const reason = objection(trust, socket)
      if (reason === undefined) {
        done(null, socket)
        return
      }
      socket.destroy()
      done(notConnected(new UntrustedPeer(reason)), null)
    })
  }
  if (proxy === undefined) return direct
  return (options, done) => {
    const host = options.hostname.includes(':') ? `[${options.hostname}]` : options.hostname
    tunnelThrough(proxy, `${host}:${options.port}`, timeout).then(
      (httpSocket) => direct({ ...options, httpSocket }, done),
      (error: unknown) => done(notConnected(error), null),
    )
  }
}

function notConnected(cause: unknown): NotConnected {
  return new NotConnected('', { cause })
}

async function send(pool: Pool, request: WireRequest): Promise<WireOutcome> {
  try {
    const answer = await pool.request({
      method: request.method,
      path: BASE_PATH + sendable(request.path),
      headers: { ...request.headers },
      body: request.body ?? null,
      signal: AbortSignal.timeout(request.limits.milliseconds),
    })
    const body = await collect(answer.body, request.limits.bytes)
    if (body === undefined) return { kind: 'too large', bytes: request.limits.bytes }
    return { kind: 'answered', response: { status: answer.statusCode, headers: flatten(answer.headers), body } }
  } catch (error) {
    return outcomeOf(error)
  }
}

/**
 * A path without what no request line may have in it. The library refuses it only after a connection was chosen, which then waits
 * for nothing: as many refusals as there are connections, and no request is ever sent or given up again.
 */
function sendable(path: string): string {
  return path.replaceAll(/[^\u0021-\u007e]/gu, encodeURIComponent)
}

async function collect(body: Dispatcher.ResponseData['body'], most: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('expected bytes')
    size += chunk.byteLength
    if (size > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function flatten(headers: Dispatcher.ResponseData['headers']): WireResponse['headers'] {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

/** By the clock here, which may be the one that is wrong. */
const outOfItsTime = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'])

const notBelieved = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_SSL_)/

const NO_TLS = 'no TLS is spoken there; is it the port for unencrypted HTTP?'
const OLD_TLS = 'no TLS 1.2 or later is spoken there'

/** What ends before a certificate is shown, in words: those of the library are no help. */
const WITHOUT_CERTIFICATE: ReadonlyMap<string, string> = new Map([
  ['ERR_SSL_WRONG_VERSION_NUMBER', NO_TLS],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', NO_TLS],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', OLD_TLS],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', OLD_TLS],
  ['ERR_ACCESS_DENIED', 'Node was started without the permission to connect'],
])

/** What kept a request on this host. */
const OBSTACLES: ReadonlyMap<string, Obstacle> = new Map([
  ['ENOTFOUND', 'name'],
  ['EAI_AGAIN', 'name'],
  ['EAI_FAIL', 'name'],
  ['ERR_ACCESS_DENIED', 'permission'],
  ['EPERM', 'forbidden'],
  ['EACCES', 'forbidden'],
])

function outcomeOf(error: unknown): WireOutcome {
  if (error instanceof NotConnected) return notSent(error.cause)
  return { kind: 'no answer', detail: isTimeout(error) ? 'no answer in time' : detailOf(error) }
}

function notSent(cause: unknown): WireOutcome {
  const because = whyNotConnected(cause)
  const obstacle = OBSTACLES.get(codeOf(cause))
  return { kind: 'not sent', because, detail: detailOf(cause), ...(obstacle === undefined ? {} : { obstacle }) }
}

function whyNotConnected(cause: unknown): Extract<WireOutcome, { kind: 'not sent' }>['because'] {
  const code = codeOf(cause)
  if (outOfItsTime.has(code)) return 'certificate expired'
  if (WITHOUT_CERTIFICATE.has(code)) return 'unreachable'
  return cause instanceof UntrustedPeer || notBelieved.test(code) ? 'untrusted' : 'unreachable'
}

function detailOf(error: unknown): string {
  // One for each address that the name has.
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(detailOf).join(', ')
  const inWords = WITHOUT_CERTIFICATE.get(codeOf(error))
  return inWords ?? (error instanceof Error ? error.message || error.name : String(error))
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError'
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
