import { EnvHttpProxyAgent, fetch, type Response } from 'undici'
import { harmless } from '../../report/text/cells.ts'
import { isCertificateFault } from '../certificate-fault.ts'
import { VERIFIED_TLS } from '../verified-tls.ts'
import { textOf } from './answer.ts'
import { onlyOnce } from './once.ts'
import { ForgeTrouble } from './port.ts'
import { waitOf } from './rate-limit.ts'

/** Where a forge's interface is, and how it is spoken to. */
export interface ForgeAddress {
  /** Base address of the interface, without a slash at the end. */
  readonly api: string
  /** Headers of every request; they hold the token, which is read when a request is sent. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>
  /** PEM text of the authority that is believed; those of Node where there is none. */
  readonly authority: () => Promise<string | undefined>
  /** Milliseconds that one request may take. */
  readonly limit?: number
  readonly now: () => number
  /** Ends every request at once. */
  readonly cut: AbortSignal
  /** The sieve for what the forge says, all of it: shortened before, it could end within a secret, which no sieve knows then. */
  readonly clean: (said: string) => string
}

/** What goes to a forge and what comes back, as JSON. */
export interface Exchange {
  readonly ask: (method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, content?: object) => Promise<unknown>
  readonly close: () => Promise<void>
}

const LIMIT = 10_000

/** Most bytes of an answer: a page of a hundred comments of the longest kind has fewer. */
const MOST_BYTES = 16 * 1024 * 1024

/** Speaks to a forge, through the proxy of the environment if there is one. Follows no redirection: the token would go along. */
export function openExchange({ api, headers, authority, limit = LIMIT, now, cut, clean }: ForgeAddress): Exchange {
  let opened: EnvHttpProxyAgent | undefined
  const way = onlyOnce(async () => {
    const ca = await authority()
    const tls = { ...VERIFIED_TLS, ...(ca === undefined ? {} : { ca }) }
    opened = new EnvHttpProxyAgent({ connect: tls, requestTls: tls, proxyTls: VERIFIED_TLS })
    return opened
  })
  return {
    ask: async (method, path, content) => {
      try {
        const dispatcher = await way()
        const given = await headers()
        const response = await fetch(`${api}${path}`, {
          method,
          headers: { ...given, ...(content === undefined ? {} : { 'Content-Type': 'application/json' }) },
          ...(content === undefined ? {} : { body: JSON.stringify(content) }),
          redirect: 'manual',
          signal: AbortSignal.any([AbortSignal.timeout(limit), cut]),
          dispatcher,
        })
        const text = await bounded(response)
        if (!response.ok) throw refusal(response, clean(saidIn(text)), `${method} ${path.replace(/\?.*/, '')}`, now())
        return jsonOf(text)
      } catch (error) {
        throw error instanceof ForgeTrouble ? error : faultIn(error, limit)
      }
    },
    close: async () => opened?.destroy(),
  }
}

async function bounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.byteLength
    if (size > MOST_BYTES) throw new ForgeTrouble('refused', 'the answer is too large to come from the API')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function jsonOf(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    throw new ForgeTrouble('refused', 'the answer is not JSON: "api" is not the address of the API')
  }
}

const HINTS: Readonly<Record<number, string>> = {
  401: 'the token is not accepted',
  403: 'the token may not do this',
  404: 'it does not exist, or the token has no access to it',
  422: 'it does not accept this',
}

function refusal(response: Response, all: string, what: string, now: number): ForgeTrouble {
  const { status, headers } = response
  const said = harmless(all.slice(0, 200), true)
  const wait = waitOf(status, headers, said, now)
  const words = [`${what} was answered ${status}`, HINTS[status], said === '' ? undefined : `"${said}"`]
  const message = words.filter((word) => word !== undefined).join(': ')
  if (wait !== undefined) return new ForgeTrouble('busy', `${message} (asks to be left alone)`, { status, wait })
  if (status >= 300 && status < 400) return new ForgeTrouble('refused', `${message}: it has moved`, { status })
  const passes = status >= 500 || status === 408 || status === 409
  return new ForgeTrouble(passes ? 'away' : 'refused', message, { status })
}

/** The reason that a forge gives. */
function saidIn(text: string): string {
  try {
    const answer: unknown = JSON.parse(text)
    return textOf(answer, 'message') || textOf(answer, 'error')
  } catch {
    return ''
  }
}

/** What the library says can repeat the address; its cause names only the fault. */
function faultIn(error: unknown, limit: number): ForgeTrouble {
  if (error instanceof Error && error.name === 'TimeoutError')
    return new ForgeTrouble('away', `no answer within ${limit / 1000} s`)
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined
  const code = cause !== undefined && 'code' in cause ? String(cause.code) : undefined
  if (code !== undefined && isCertificateFault(code))
    return new ForgeTrouble('refused', `the certificate of the forge is not trusted (${code})`)
  return new ForgeTrouble('away', code === undefined ? 'no answer' : `no answer (${code})`)
}
