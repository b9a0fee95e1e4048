import { EnvHttpProxyAgent, fetch } from 'undici'
import { notificationText, type Notification } from '../report/watch/notification.ts'

/** Somebody who is told when a cluster's state changes. */
export interface Receiver {
  readonly kind: 'slack' | 'generic'
  /** Reveals the URL, which is a secret, when a message is sent. */
  readonly url: () => string
}

/** How often a message is tried, and how long each try may take (milliseconds). */
const TRIES = 3
const LIMIT = 10_000

/** Sends a message; undefined when it arrived, otherwise why not, without the URL. Goes through the environment's proxy. */
export async function sendNotification(
  { kind, url }: Receiver,
  notification: Notification,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<string | undefined> {
  const text = notificationText(notification)
  const body = kind === 'slack' ? { text } : { formatVersion: 1, text, ...notification }
  let problem: string | undefined
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    problem = await sendOnce(url(), JSON.stringify(body))
    if (problem === undefined) return undefined
    if (attempt < TRIES) await sleep(1000 * 2 ** attempt)
  }
  return problem
}

async function sendOnce(url: string, body: string): Promise<string | undefined> {
  const dispatcher = new EnvHttpProxyAgent()
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
    return answer.ok ? undefined : `the receiver answered ${answer.status}`
  } catch (error) {
    // What the library says can repeat the URL; its cause names only the fault.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined
    return cause !== undefined && 'code' in cause ? `no answer (${String(cause.code)})` : 'no answer'
  } finally {
    await dispatcher.close()
  }
}
