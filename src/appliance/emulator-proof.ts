import { createHash, createHmac, timingSafeEqual, X509Certificate } from 'node:crypto'
import type { Secret } from './secret.ts'
import type { Trust } from './tls-trust.ts'

/** What an emulator says of itself: SHA-256 (lower-case hex) of its authority, its certificate and that one's key. */
export interface EmulatorIdentity {
  readonly authority: string
  readonly certificate: string
  readonly key: string
}

/** The answer of a control port: an HMAC over the nonce and over whom the emulator's nodes show at the handshake. */
export interface ControlAnswer {
  readonly answer: string
  readonly identity: EmulatorIdentity
}

/** Asks the control port for its answer to a nonce; undefined when nobody answers there. */
export type AskControl = (control: string, nonce: string) => Promise<ControlAnswer | undefined>

/**
 * Whether those who are believed at the handshake are an emulator: its control port knows the secret of its start, and
 * everyone in `trusts` is the identity that the answer covers. An emulator beside an appliance therefore proves
 * nothing: what is believed at the appliance is not the emulator's. No flag, address or header makes a target one.
 * `nonce` must be fresh and unpredictable, at least 16 characters.
 */
export async function provesEmulator(
  { control, secret, trusts }: { readonly control: string; readonly secret: Secret; readonly trusts: readonly Trust[] },
  nonce: string,
  ask: AskControl,
): Promise<boolean> {
  if (nonce.length < 16 || trusts.length === 0) return false
  const said = await ask(control, nonce)
  if (said === undefined) return false
  const { authority, certificate, key } = said.identity
  const covered = [nonce, authority, certificate, key].join('\n')
  const expected = createHmac('sha256', secret.reveal()).update(covered).digest('hex')
  const [a, b] = [Buffer.from(expected), Buffer.from(said.answer)]
  if (a.length !== b.length || !timingSafeEqual(a, b)) return false
  return trusts.every((trust) => believesOnly(trust, said.identity))
}

/** Whether this trust lets nobody in but the emulator. The emulator throws the key of its authority away. */
function believesOnly(trust: Trust, identity: EmulatorIdentity): boolean {
  const [expected, found] =
    trust.kind === 'authority' ? [identity.authority, authoritiesOf(trust.pem)] : [identity[trust.kind], trust.sha256]
  return found.length > 0 && found.every((digest) => digest.toLowerCase() === expected)
}

/** SHA-256 of each certificate of a PEM file; an unreadable one becomes a digest that nothing has. */
function authoritiesOf(pem: string): readonly string[] {
  const certificates = pem.match(/-----BEGIN [^-]*CERTIFICATE-----[\s\S]*?-----END [^-]*CERTIFICATE-----/g) ?? []
  return certificates.map((text) => {
    try {
      return createHash('sha256').update(new X509Certificate(text).raw).digest('hex')
    } catch {
      return 'unreadable'
    }
  })
}

/** Asks over HTTP; the control port speaks no TLS, since it exists on loopback only. */
export async function askControl(control: string, nonce: string): Promise<ControlAnswer | undefined> {
  if (!/^http:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\]):\d+\/?$/.test(control)) return undefined
  try {
    const url = new URL('/challenge', control)
    url.searchParams.set('nonce', nonce)
    const reply = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'error' })
    return readAnswer(await reply.json())
  } catch {
    return undefined
  }
}

function readAnswer(body: unknown): ControlAnswer | undefined {
  const answer = textAt(body, 'answer')
  const [authority, certificate, key] = ['authority', 'certificate', 'key'].map((name) => textAt(body, name))
  if (answer === undefined || authority === undefined || certificate === undefined || key === undefined) {
    return undefined
  }
  return { answer, identity: { authority, certificate, key } }
}

function textAt(body: unknown, name: string): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const found: unknown = Object.entries(body).find(([key]) => key === name)?.[1]
  return typeof found === 'string' ? found : undefined
}
