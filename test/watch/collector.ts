import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** A span as OTLP writes it in JSON, as far as tests look at it. */
export interface SentSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[]
  readonly events: readonly { readonly name: string }[]
  readonly status: { readonly code?: number; readonly message?: string }
}

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: SentSpan['attributes'] }
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[]
  }[]
}

/** A collector that keeps what it is sent, written from the protocol alone. */
export interface Collector {
  readonly url: string
  /** Everything that arrived, as it arrived: heads and bodies. */
  readonly texts: readonly string[]
  spans(): readonly SentSpan[]
  resource(): SentSpan['attributes']
  close(): Promise<void>
}

export async function collector(
  answers: () => number = () => 200,
  tls?: { readonly key: string; readonly cert: string },
): Promise<Collector> {
  const texts: string[] = []
  const bodies: Sent[] = []
  const server = tls === undefined ? createServer() : createSecureServer(tls)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const status = request.method === 'POST' && request.url === '/v1/traces' ? answers() : 404
      texts.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}\n${text}`)
      if (status === 200) bodies.push(JSON.parse(text) as Sent)
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    texts,
    spans: () =>
      bodies.flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap((one) => one.scopeSpans.flatMap(({ spans }) => spans)),
      ),
    resource: () => bodies[0]?.resourceSpans[0]?.resource.attributes ?? [],
    close: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** The value of an attribute, whatever its type. */
export function valueOf({ attributes }: Pick<SentSpan, 'attributes'>, key: string): unknown {
  return Object.values(attributes.find((one) => one.key === key)?.value ?? {})[0]
}
