import { host } from '../model/forms/host.ts'
import type { SecretReference } from '../model/settings.ts'
import { fieldsOf, integer, oneOf, reject, sequenceOf, type Fields, type Read, type Reading } from '../source/fields.ts'
import { formed } from './formed.ts'
import { readNotify, type NotifyHost } from './host-notify.ts'
import { filePath } from './host-texts.ts'
import { secretReference } from './secret-field.ts'

/** What the machine offers to others and whom it tells, as the host file says it. */
export interface HostServices {
  readonly serve?: ServeHost
  readonly webhook?: WebhookHost
  readonly notify: readonly NotifyHost[]
}

/** Where the status page answers, and to whom. */
export interface ServeHost {
  readonly address: string
  readonly port: number
  readonly token?: SecretReference
  /** Files with PEM texts. */
  readonly certificate?: string
  readonly key?: string
  readonly clientAuthority?: string
  /** Address at which people reach the page, for links to it. */
  readonly url?: string
}

/** A webhook that makes the watch look at its branches. */
export interface WebhookHost {
  readonly kind: 'github' | 'gitlab' | 'gitea' | 'generic'
  readonly path: string
  readonly secret: SecretReference
}

/** Reads the parts of a host file that are about the machine itself. */
export function readServices(fields: Fields): HostServices {
  const serve = fields.optional('serve', readServe)
  const webhook = fields.optional('webhook', readWebhook)
  const notify = fields.optional('notify', sequenceOf(readNotify)) ?? []
  return { ...(serve === undefined ? {} : { serve }), ...(webhook === undefined ? {} : { webhook }), notify }
}

/** A link is read by many: there is nothing secret in it. */
const pageAddress: Read<string> = (value, at) => {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.username + url.password + url.search + url.hash !== ''
  )
    return reject(
      at,
      'expected the address of the page, such as "https://pader.example.com/"',
      'without user, query and fragment',
    )
  return url.href
}

const readServe: Read<ServeHost> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const address = fields.optional('address', formed(host)) ?? '127.0.0.1'
  const port = fields.required('port', integer(0, 65_535))
  const token = fields.optional('token', secretReference)
  const files = readPageFiles(fields)
  const url = fields.optional('url', pageAddress)
  fields.done()
  if (port === undefined) return undefined
  const optional = { ...(token === undefined ? {} : { token }), ...(url === undefined ? {} : { url }) }
  const serve = { address, port, ...files, ...optional }
  return objectTo(serve, fields, at) ? undefined : serve
}

function readPageFiles(fields: Fields): Pick<ServeHost, 'certificate' | 'key' | 'clientAuthority'> {
  const certificate = fields.optional('certificate', filePath)
  const key = fields.optional('key', filePath)
  const clientAuthority = fields.optional('clientAuthority', filePath)
  return {
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key }),
    ...(clientAuthority === undefined ? {} : { clientAuthority }),
  }
}

/** Reports a page that would be open to more people than its operator thinks; true where it did. */
function objectTo({ address }: ServeHost, fields: Fields, at: Reading): boolean {
  const isLocal = /^(127(\.\d{1,3}){3}|::1|localhost)$/.test(address)
  if (fields.lacks('certificate') !== fields.lacks('key')) {
    const missing = fields.lacks('key') ? 'key' : 'certificate'
    reject(at, '"certificate" and "key" belong together', `add "${missing}"`)
  } else if (!isLocal && fields.lacks('certificate')) {
    const message = `the page would go over the network in the clear from ${address}`
    reject(at, message, 'add "certificate" and "key", or leave "address" away and put a proxy in front')
  } else if (!isLocal && fields.lacks('token') && fields.lacks('clientAuthority')) {
    reject(at, `anybody could read the page at ${address}`, 'add "token" or "clientAuthority"')
  } else {
    return false
  }
  return true
}

const webhookPath: Read<string> = (value, at) =>
  typeof value === 'string' && /^\/[\w./-]{1,200}$/.test(value)
    ? value
    : reject(at, 'expected a path such as /hooks/9f2c…', 'a path that nobody can guess keeps scanners away')

const readWebhook: Read<WebhookHost> = (value, at) => {
  const fields = fieldsOf(value, at)
  const kind = fields?.required('kind', oneOf(['github', 'gitlab', 'gitea', 'generic']))
  const path = fields?.optional('path', webhookPath) ?? '/webhook'
  const secret = fields?.required('secret', secretReference)
  fields?.done()
  return kind === undefined || secret === undefined ? undefined : { kind, path, secret }
}
