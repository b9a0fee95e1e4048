import { ProxyAgent, request } from 'undici'
import type { ProxyRequest } from '../model/canary.ts'
import { errorText } from '../source/error-text.ts'

/** Asks for a URL through a proxy; says what is the matter, or nothing where it was answered as it has to be. */
export type ProxyProbe = (
  proxy: { readonly address: string; readonly port: number },
  asked: Omit<ProxyRequest, 'port'>,
) => Promise<string | undefined>

/** Milliseconds within which an answer has to be there. */
const PATIENCE = 15_000

/** How the library says that a proxy would not open a tunnel, or wants to know who the user is: it makes an error of both. */
const STATUS_IN_ERROR = /^Proxy .*\((\d{3})\)/

/** Status codes from here on are the proxy's or the server's own failure. */
const FAILURE = 500

/**
 * Asks over HTTP and follows no redirect. Where no status is expected, what the proxy's rules say about the URL does not matter:
 * an answer below 500 shows that they are processed.
 */
export const probeProxy: ProxyProbe = async ({ address, port }, asked) => {
  const host = address.includes(':') ? `[${address}]` : address
  const dispatcher = new ProxyAgent({ uri: `http://${host}:${port}`, proxyTunnel: false })
  try {
    const { statusCode, body } = await request(asked.url, {
      dispatcher,
      method: 'GET',
      headersTimeout: PATIENCE,
      bodyTimeout: PATIENCE,
      signal: AbortSignal.timeout(PATIENCE),
    })
    await body.dump({ limit: 262_144 }).catch(() => undefined)
    return wrongWith(statusCode, asked)
  } catch (error) {
    const message = errorText(error)
    const [, status] = STATUS_IN_ERROR.exec(message) ?? []
    return status === undefined ? message : wrongWith(Number(status), asked)
  } finally {
    await dispatcher.destroy().catch(() => undefined)
  }
}

function wrongWith(status: number, { statuses }: Pick<ProxyRequest, 'statuses'>): string | undefined {
  const said = `it answered with status ${status}`
  if (statuses === undefined) return status < FAILURE ? undefined : said
  return statuses.includes(status) ? undefined : `${said}, and ${statuses.join(' or ')} is expected`
}
