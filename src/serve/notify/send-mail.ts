import { createTransport } from 'nodemailer'
import { harmless } from '../../report/text/cells.ts'
import type { Mail } from '../../report/watch/mail.ts'
import { tableOf } from '../../source/table.ts'
import { isCertificateFault } from '../certificate-fault.ts'
import type { SendProblem } from './send-notification.ts'

/** How a mail server is reached, and whom it is to tell. */
export interface MailServer {
  readonly host: string
  readonly port: number
  /** TLS from the first byte, or by STARTTLS, without which nothing is sent; none is for a server on this machine alone. */
  readonly security: 'tls' | 'starttls' | 'none'
  /** PEM text of the authority that is believed; those of Node unless given. */
  readonly authority?: string
  /** The password is revealed when a mail is sent. */
  readonly account?: { readonly user: string; readonly password: () => string }
  readonly from: string
  readonly to: readonly string[]
  /** The sieve for what the server says, all of it: shortened before, it could end within a secret, which no sieve knows then. */
  readonly clean: (said: string) => string
}

/** Milliseconds that one step of the conversation may take, and all of it. */
const STEP = 8_000
const WHOLE = 20_000

/** Sends a mail; undefined when the server has taken it for everybody. */
export async function sendMail(
  server: MailServer,
  { subject, text, messageId, follows }: Mail,
  whole = WHOLE,
): Promise<SendProblem | undefined> {
  const { from, to, clean } = server
  const transport = createTransport(optionsFor(server, Math.min(STEP, whole)))
  try {
    const { rejected } = await transport.sendMail({
      from: { name: 'Pader', address: from },
      to: to.map((address) => ({ name: '', address })),
      subject,
      text,
      messageId,
      ...(follows === undefined ? {} : { inReplyTo: follows, references: [follows] }),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      disableFileAccess: true,
      disableUrlAccess: true,
      signal: AbortSignal.timeout(whole),
    })
    if (rejected.length === 0) return undefined
    return { why: `the server does not accept mail for ${rejected.join(', ')}`, isFinal: true }
  } catch (error) {
    return problemIn(error, whole, clean)
  } finally {
    transport.close()
  }
}

function optionsFor({ host, port, security, authority, account }: MailServer, step: number) {
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    // Said here as well, so that no variable of the environment switches it off.
    tls: {
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2' as const,
      ...(authority === undefined ? {} : { ca: authority }),
    },
    ...(account === undefined ? {} : { auth: { user: account.user, pass: account.password() } }),
    connectionTimeout: step,
    greetingTimeout: step,
    socketTimeout: step,
    dnsTimeout: step,
  }
}

const WORDS = tableOf({
  EAUTH: 'the server does not accept the user name and password',
  EENVELOPE: 'the server accepts it neither from this sender nor for these recipients',
  ETLS: 'the server speaks no TLS, without which nothing is sent',
  EDNS: 'the name of the server is not known',
  ETIMEDOUT: 'the server does not answer in time',
  ECONNECTION: 'the server ended the conversation',
})

/** What the server has refused for good begins with a 5. */
function problemIn(error: unknown, whole: number, clean: MailServer['clean']): SendProblem {
  const part = (key: string): string => {
    const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError'))
    return { why: `the server does not answer within ${whole / 1000} s`, isFinal: false }
  const fault = part('originalCode') || part('code')
  if (isCertificateFault(fault))
    return { why: `the certificate of the server is not believed (${fault})`, isFinal: true }
  const said = harmless(clean(part('response')).slice(0, 200).trim(), true)
  const words = WORDS.get(part('code')) ?? (fault === '' ? 'no answer' : `no answer (${fault})`)
  return { why: said === '' ? words : `${words}: "${said}"`, isFinal: part('responseCode').startsWith('5') }
}
