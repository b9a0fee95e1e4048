import { SMTPServer } from 'smtp-server'

/** A mail that was taken: who it was said to be from and for, and all of its text. */
export interface TakenMail {
  readonly from: string
  readonly to: readonly string[]
  readonly head: string
  readonly body: string
  readonly secure: boolean
  readonly user: string | undefined
}

export const PASSWORD = 'mail-password-that-must-not-be-read'

/** How a server behaves. */
export interface MailManners {
  readonly isSecure?: boolean
  readonly noStartTls?: boolean
  readonly wantsLogin?: boolean
  /** Addresses that it does not take mail for. */
  readonly refuses?: readonly string[]
  /** What it says of them. */
  readonly says?: string
  /** Refuses the mail itself, with this code, the first so many times. */
  readonly busy?: { readonly code: number; times: number }
}

/** A mail server of 127.0.0.1, which speaks SMTP as a library for servers does. */
export async function mailServer(
  tls: { readonly key: string; readonly cert: string },
  { isSecure = false, noStartTls = false, wantsLogin = false, refuses = [], says, busy }: MailManners = {},
): Promise<{
  readonly port: number
  readonly taken: TakenMail[]
  readonly conversations: () => number
  close(): Promise<void>
}> {
  const taken: TakenMail[] = []
  let conversations = 0
  const server = new SMTPServer({
    ...tls,
    secure: isSecure,
    logger: false,
    authOptional: !wantsLogin,
    disabledCommands: noStartTls ? ['STARTTLS', 'AUTH'] : [],
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (_session, done) => {
      conversations += 1
      done()
    },
    onAuth: ({ username, password }, _session, done) =>
      password === PASSWORD ? done(null, { user: username ?? '' }) : done(new Error('Authentication failed')),
    onRcptTo: ({ address }, _session, done) =>
      refuses.includes(address)
        ? done(Object.assign(new Error(says ?? `5.1.1 <${address}> is not known here`), { responseCode: 550 }))
        : done(),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (busy !== undefined && busy.times > 0) {
          busy.times -= 1
          return done(Object.assign(new Error('try again later'), { responseCode: busy.code }))
        }
        const [head = '', ...body] = Buffer.concat(parts).toString('utf8').split('\r\n\r\n')
        const { mailFrom, rcptTo } = session.envelope
        taken.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          head: head.replaceAll(/\r\n[ \t]+/g, ' '),
          body: body.join('\r\n\r\n'),
          secure: session.secure,
          user: typeof session.user === 'string' ? session.user : undefined,
        })
        done()
      })
    },
  })
  // A client that hangs up over a certificate is what some of the tests are about.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    taken,
    conversations: () => conversations,
    close: async () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
