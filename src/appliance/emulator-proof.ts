import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Secret } from './secret.ts'

/** Asks the control port for its answer to a nonce; undefined when nobody answers there. */
export type AskControl = (control: string, nonce: string) => Promise<string | undefined>

/**
 * Whether the target is an emulator: it knows the secret of its start, which no appliance does. No flag, address or
 * header makes a target one. `nonce` must be fresh and unpredictable, at least 16 characters.
 */
export async function provesEmulator(
  control: string,
  secret: Secret,
  nonce: string,
  ask: AskControl,
): Promise<boolean> {
  if (nonce.length < 16) return false
  const answer = await ask(control, nonce)
  if (answer === undefined) return false
  const expected = createHmac('sha256', secret.reveal()).update(nonce).digest('hex')
  const [a, b] = [Buffer.from(expected), Buffer.from(answer)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Asks over HTTP; the control port speaks no TLS, since it exists on loopback only. */
export async function askControl(control: string, nonce: string): Promise<string | undefined> {
  if (!/^http:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\]):\d+\/?$/.test(control)) return undefined
  try {
    const url = new URL('/challenge', control)
    url.searchParams.set('nonce', nonce)
    const reply = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'error' })
    const body: unknown = await reply.json()
    const answer = typeof body === 'object' && body !== null && 'answer' in body ? body.answer : undefined
    return typeof answer === 'string' ? answer : undefined
  } catch {
    return undefined
  }
}
