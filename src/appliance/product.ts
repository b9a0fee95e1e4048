/**
 * The product's names that are certain enough to stand in code: stated by the vendor, seen in real output, or agreed on
 * by two independent clients. Everything else is data, see `schema/dialects/`.
 */

/** Where the REST interface lies below the address of a node (vendor, Working with the REST interface). */
export const BASE_PATH = '/Konfigurator/REST'

/** Cookie that carries the session (vendor, Authenticating to the interface). */
export const SESSION_COOKIE = 'JSESSIONID'

/** Media types of requests and answers (vendor, Requesting resources). */
export const MEDIA = {
  /** The payload inside `<entry><content>`. */
  wrapped: 'application/xml',
  /** The payload alone. */
  payload: 'application/mwg+xml',
  download: 'application/x-download',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain; charset=UTF-8',
} as const

/** Texts by which an appliance says what is wrong (clients, and the best-practice document for the last two). */
export const ERROR_TEXTS = {
  alreadyLoggedIn: 'already logged in',
  wrongCredentials: 'Check username and password',
  attachFailed: 'STATUS_ERROR_GUI_ATTACH',
  attachedElsewhere: 'Another tomcat is already attached',
  storageRejected: 'StorageConfigurationRejected',
  badPathMatrix: 'Invalid node path matrix',
} as const

/** Names a list's type in full: `regex` is what feeds show, this is what documents have (seen). */
export function fullTypeName(type: string): string {
  return type.includes('.') ? type : `com.scur.type.${type}`
}

/** Names a list's type as feeds show it. */
export function shortTypeName(typeId: string): string {
  return typeId.replace(/^com\.scur\.type\./, '')
}

/** Whether people made a list: its id is its type and a number; those of shipped lists are numbers or names (seen). */
export function isOwnListId(id: string, type: string): boolean {
  const [short, prefix] = [shortTypeName(id), `${type}.`]
  return short !== id && short.startsWith(prefix) && /^\d+$/.test(short.slice(prefix.length))
}

/** Types of the columns of a row that is written for the first time (seen). */
export const COLUMN_TYPE = {
  text: 'com.scur.type.string',
  number: 'com.scur.type.number',
  boolean: 'com.scur.type.boolean',
} as const
