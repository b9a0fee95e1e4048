import { host } from '../model/forms/host.ts'
import type { SecretReference } from '../model/settings.ts'
import { fieldsOf, integer, reject, type Fields, type Read, type Reading } from '../source/fields.ts'
import { filePath, filled } from './host-texts.ts'
import { secretReference } from './secret-field.ts'

/** The PostgreSQL database that several hosts keep their state in, in place of a folder of each. */
export interface SharedStateHost {
  /** Name or address of the server, or the folder of its Unix socket. */
  readonly address: string
  readonly port: number
  readonly database: string
  readonly user: string
  /** Absent only where the server knows the user by the Unix socket. */
  readonly password?: SecretReference
  /** File with the PEM of the authority that is believed; those that Node knows unless given. */
  readonly authority?: string
  /** Name in the server's certificate where it is not the address. */
  readonly serverName?: string
}

/** Port of PostgreSQL unless given. */
const USUAL_PORT = 5432

/** Reads where the shared state is. */
export const readSharedState: Read<SharedStateHost> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const address = fields.required('address', serverAddress)
  const port = fields.optional('port', integer(1, 65_535)) ?? USUAL_PORT
  const database = fields.required('database', filled)
  const user = fields.required('user', filled)
  const password = fields.optional('password', secretReference)
  const authority = fields.optional('authority', filePath)
  const serverName = fields.optional('serverName', filled)
  fields.done()
  if (address === undefined || database === undefined || user === undefined) return undefined
  const place = {
    address,
    port,
    database,
    user,
    ...(password === undefined ? {} : { password }),
    ...(authority === undefined ? {} : { authority }),
    ...(serverName === undefined ? {} : { serverName }),
  }
  objectTo(place, fields, at)
  return place
}

/** Whether the server is reached through a socket of this machine, which needs no TLS. */
export function isUnixSocket({ address }: Pick<SharedStateHost, 'address'>): boolean {
  return address.startsWith('/')
}

/** A connection string holds a password, and options that would switch the check of the certificate off. */
const serverAddress: Read<string> = (value, at) =>
  typeof value === 'string' && (/^\/./.test(value) || host.fits(value))
    ? value
    : reject(
        at,
        'expected the name or address of a server, or the folder of its Unix socket',
        'write for example "db.example.com", and the rest as "port", "database" and "user"',
      )

function objectTo(place: SharedStateHost, fields: Fields, at: Reading): void {
  if (!isUnixSocket(place)) {
    if (fields.lacks('password'))
      reject(at, `nothing says how "${place.user}" logs on at ${place.address}`, 'add "password": where it is kept')
  } else if (place.authority !== undefined || place.serverName !== undefined) {
    reject(at, 'a Unix socket shows no certificate', 'take "authority" and "serverName" away')
  }
}
