import type { Obstacle } from './port.ts'

/** A request below the base of the REST interface, as plain data. Credentials and session stand in headers only. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path below the interface's base, with its query, for example `/list?type=regex`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** What the answer may take at most: milliseconds until it is complete, and bytes. */
  readonly limits: { readonly milliseconds: number; readonly bytes: number }
}

/** What a node answered, as plain data; names of headers are in lower case. */
export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** How a request ended; what cannot be known of it is said, not guessed. */
export type WireOutcome =
  | { readonly kind: 'answered'; readonly response: WireResponse }
  /** The request never left: nobody answered the connection, or its certificate was not the expected one or has expired. */
  | {
      readonly kind: 'not sent'
      readonly because: 'unreachable' | 'untrusted' | 'certificate expired'
      readonly detail: string
      readonly obstacle?: Obstacle
    }
  /** The request left and no complete answer came: it may have taken effect. */
  | { readonly kind: 'no answer'; readonly detail: string }
  /** The answer was larger than allowed. */
  | { readonly kind: 'too large'; readonly bytes: number }

/** Carries requests to one node. The only thing below this port that knows of sockets. */
export interface Transport {
  send(request: WireRequest): Promise<WireOutcome>
  /** Closes idle connections; a request after this fails. */
  close(): Promise<void>
}

/** A request that is over, for whoever counts and times them: bounded words, nothing of its content. */
export interface HeardRequest {
  /** Method and kind of resource, for example `GET list`. */
  readonly op: string
  readonly method: WireRequest['method']
  /** The path with `{id}` for whatever names an object, for example `/list/{id}/entry/{id}`. */
  readonly route: string
  /** Status of the answer, or what came instead of one. */
  readonly code: string
  readonly milliseconds: number
}

/** Counts what passes through a transport, and tells of each request when it is over. */
export function counting(
  inner: Transport,
  now: () => number,
  heard?: (request: HeardRequest) => void,
): { readonly transport: Transport; readonly count: () => number } {
  let sent = 0
  return {
    count: () => sent,
    transport: {
      async send(request) {
        sent += 1
        const start = now()
        const outcome = await inner.send(request)
        const code = outcome.kind === 'answered' ? String(outcome.response.status) : outcome.kind
        heard?.({
          op: opOf(request),
          method: request.method,
          route: routeOf(request.path),
          code,
          milliseconds: now() - start,
        })
        return outcome
      },
      close: async () => inner.close(),
    },
  }
}

function opOf({ method, path }: WireRequest): string {
  return `${method} ${/^\/?([^/?;]*)/.exec(path)?.[1] ?? ''}`
}

/** The words of paths that say what is asked for; any other part of a path names something. */
const WORDS: ReadonlySet<string> = new Set([
  'appliances',
  'backup',
  'commit',
  'configuration',
  'discard',
  'entry',
  'export',
  'heartbeat',
  'list',
  'log',
  'login',
  'logout',
  'rulegroups',
  'rulesets',
  'setting',
  'system',
  'version',
])

function routeOf(path: string): string {
  const parts = (/^[^?;]*/.exec(path)?.[0] ?? '').split('/').filter((part) => part !== '')
  const named = parts.map((part) => (WORDS.has(part) ? part : '{id}'))
  // A file has as many parts as it has folders: they are one name.
  return `/${named.filter((part, index) => part !== '{id}' || named[index - 1] !== '{id}').join('/')}`
}
