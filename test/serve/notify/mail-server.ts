import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
  /** Refuses the mail itself, with this code, the first so many times. */
  readonly busy?: { readonly code: number; times: number }
}

/** An authority and a certificate of 127.0.0.1 that it signed, as files of a folder. */
export function identities(): {
  readonly text: (name: string) => string
  readonly file: (name: string) => string
  remove(): void
} {
  const folder = mkdtempSync(join(tmpdir(), 'pader-mail-'))
  const make = (name: string, ...signed: string[]): void => {
    const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1']
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`]
    execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, ...signed, ...subject, '-out', `${name}.pem`], {
      stdio: 'pipe',
      cwd: folder,
    })
  }
  make('authority')
  make('server', '-CA', 'authority.pem', '-CAkey', 'authority.key')
  make('stranger')
  const file = (name: string): string => join(folder, name)
  return { file, text: (name) => readFileSync(file(name), 'utf8'), remove: () => rmSync(folder, { recursive: true }) }
}

/** A mail server of 127.0.0.1, which speaks SMTP as a library for servers does. */
export async function mailServer(
  tls: { readonly key: string; readonly cert: string },
  { isSecure = false, noStartTls = false, wantsLogin = false, refuses = [], busy }: MailManners = {},
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
        ? done(Object.assign(new Error(`5.1.1 <${address}> is not known here`), { responseCode: 550 }))
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
