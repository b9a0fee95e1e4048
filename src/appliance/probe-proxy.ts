import { ProxyAgent, request } from 'undici'

/** Asks for a URL through a proxy; says what is the matter, or nothing where it was answered. */
export type ProxyProbe = (
  proxy: { readonly address: string; readonly port: number },
  url: string,
) => Promise<string | undefined>

/** Milliseconds within which an answer has to be there. */
const PATIENCE = 15_000

const WHO_ARE_YOU = 407

/** Status codes from here on are the proxy's or the server's own failure. */
const FAILURE = 500

/** Asks over HTTP. What the proxy's rules say about the URL does not matter: an answer below 500 shows that they are processed. */
export const probeProxy: ProxyProbe = async ({ address, port }, url) => {
  const host = address.includes(':') ? `[${address}]` : address
  const dispatcher = new ProxyAgent({ uri: `http://${host}:${port}`, proxyTunnel: false })
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      method: 'GET',
      headersTimeout: PATIENCE,
      bodyTimeout: PATIENCE,
      signal: AbortSignal.timeout(PATIENCE),
    })
    await body.dump({ limit: 262_144 }).catch(() => undefined)
    return statusCode < FAILURE ? undefined : `it answered with status ${statusCode}`
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    // Whoever asks who the user is has processed the request; the library makes an error of it.
    return message.includes(`(${WHO_ARE_YOU})`) ? undefined : message
  } finally {
    await dispatcher.destroy().catch(() => undefined)
  }
}
