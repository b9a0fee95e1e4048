import { EnvHttpProxyAgent, fetch } from 'undici'
import { notificationText, slackText } from '../../report/watch/notification.ts'
import { VERIFIED_TLS } from '../verified-tls.ts'
import type { Receiver, SendProblem } from './send-notification.ts'

/** How long each try may take (milliseconds). */
const LIMIT = 10_000

/** Somebody who is told over HTTP. The URL is a secret; it is revealed when a message is sent, through the environment's proxy. */
export function webReceiver(kind: 'slack' | 'generic', url: () => string): Receiver {
  return {
    kind,
    send: async (notification) => {
      const body =
        kind === 'slack'
          ? { text: slackText(notification) }
          : { formatVersion: 1, text: notificationText(notification), ...notification }
      return post(url(), JSON.stringify(body))
    },
  }
}

async function post(url: string, body: string): Promise<SendProblem | undefined> {
  const dispatcher = new EnvHttpProxyAgent({
    connect: VERIFIED_TLS,
    requestTls: VERIFIED_TLS,
    proxyTls: VERIFIED_TLS,
  })
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT),
      dispatcher,
    })
    await answer.body?.cancel()
    return answer.ok ? undefined : { why: `the receiver answered ${answer.status}`, isFinal: false }
  } catch (error) {
    // What the library says can repeat the URL; its cause names only the fault.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined
    const why = cause !== undefined && 'code' in cause ? `no answer (${String(cause.code)})` : 'no answer'
    return { why, isFinal: false }
  } finally {
    await dispatcher.close()
  }
}
