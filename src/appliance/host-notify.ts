import type { SecretReference } from '../model/settings.ts'
import { fieldsOf, integer, oneOf, reject, sequenceOf, type Fields, type Read, type Reading } from '../source/fields.ts'
import { filePath, filled } from './host-texts.ts'
import { secretReference } from './secret-field.ts'

/** Who is told when a cluster's state changes. */
export type NotifyHost = WebHost | MailHost

/** Somebody who is told over HTTP. */
export interface WebHost {
  readonly kind: 'slack' | 'generic'
  /** The URL is a secret: who knows it can post. */
  readonly url: SecretReference
}

/** Somebody who is told by mail, and the server that takes it. */
export interface MailHost {
  readonly kind: 'email'
  readonly host: string
  readonly port: number
  readonly security: 'starttls' | 'tls' | 'none'
  /** File with the PEM text of the authority that is believed; those of Node unless given. */
  readonly authority?: string
  readonly account?: { readonly user: string; readonly password: SecretReference }
  readonly from: string
  readonly to: readonly string[]
}

/** Reads one of those who are told. */
export const readNotify: Read<NotifyHost> = (value, at) => {
  const fields = fieldsOf(value, at)
  const kind = fields?.required('kind', oneOf(['slack', 'generic', 'email']))
  if (fields === undefined || kind === undefined) return undefined
  return kind === 'email' ? readMail(fields, at) : readWeb(kind, fields)
}

function readWeb(kind: WebHost['kind'], fields: Fields): WebHost | undefined {
  const url = fields.required('url', secretReference)
  fields.done()
  return url === undefined ? undefined : { kind, url }
}

const USUAL_PORT = { starttls: 587, tls: 465, none: 25 } as const

function readMail(fields: Fields, at: Reading): MailHost | undefined {
  const host = fields.required('host', filled)
  const security = fields.optional('security', oneOf(['starttls', 'tls', 'none'])) ?? 'starttls'
  const port = fields.optional('port', integer(1, 65_535)) ?? USUAL_PORT[security]
  const authority = fields.optional('authority', filePath)
  const account = readAccount(fields, at)
  const from = fields.required('from', mailAddress)
  const to = fields.required('to', recipients)
  fields.done()
  if (host === undefined || from === undefined || to === undefined) return undefined
  const optional = { ...account, ...(authority === undefined ? {} : { authority }) }
  const mail: MailHost = { kind: 'email', host, port, security, from, to, ...optional }
  return objectTo(mail, at) ? undefined : mail
}

function readAccount(fields: Fields, at: Reading): Pick<MailHost, 'account'> {
  const user = fields.optional('user', filled)
  const password =
    user === undefined ? fields.optional('password', secretReference) : fields.required('password', secretReference)
  if (user !== undefined && password !== undefined) return { account: { user, password } }
  if (fields.lacks('user') && !fields.lacks('password')) reject(at, '"password" belongs to a "user"', 'add "user"')
  return {}
}

/** Reports mail that would be read on the way; true where it did. */
function objectTo({ security, host }: MailHost, at: Reading): boolean {
  const isLocal = /^(127(\.\d{1,3}){3}|::1|localhost)$/.test(host)
  if (security !== 'none' || isLocal) return false
  reject(at, 'mail would go over the network in the clear', 'leave "security" away, or name a server on this machine')
  return true
}

/** One address and nothing else: no name, no list, nothing that a header or a command could be made of. */
const mailAddress: Read<string> = (value, at) =>
  typeof value === 'string' &&
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/.test(value)
    ? value
    : reject(at, 'expected a mail address and nothing else, such as "oncall@example.com"')

const recipients: Read<readonly string[]> = (value, at) =>
  Array.isArray(value) && value.length === 0
    ? reject(at, '"to" names nobody', 'name at least one mail address')
    : sequenceOf(mailAddress)(value, at)
