import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import { errorText } from '../../source/error-text.ts'
import { tableOf } from '../../source/table.ts'

/** States of PostgreSQL that end by themselves: it starts, stops, has no connection left, or the connection led to a copy that only reads. */
const PASSING = new Set(['57P01', '57P02', '57P03', '53300', '25006', '40001', '40P01', '55P03', '57014'])

const SQLSTATE = /^[0-9A-Z]{5}$/

/** What Node says of a certificate; trying again does not make it another one. */
const CERTIFICATE = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/

/** Whether what went wrong may be over a moment later: everything that is neither the server's no nor a certificate. */
export function passes(error: unknown): boolean {
  const code = codeOf(error)
  if (code === undefined) return !isRefusedTls(error)
  if (SQLSTATE.test(code) && /\d/.test(code)) return PASSING.has(code) || code.startsWith('08')
  return !CERTIFICATE.test(code)
}

/** Classes of states in which the server could not do what it was asked well: no room, no memory, a broken disk or file. */
const SERVER_COULD_NOT = ['53', '54', '58', 'XX']

/** How a command ends that needs the database which `name` calls by, and for which the server is not waited for any longer. */
export function failureOf(error: unknown, name: string): CommandFailure {
  const message = `the shared state at ${name}: ${messageOf(error)}`
  return new CommandFailure(exitCodeOf(error), message, remedyFor(error))
}

function exitCodeOf(error: unknown): ExitCode {
  if (passes(error)) return EXIT.unreachable
  const code = codeOf(error)
  return SERVER_COULD_NOT.some((own) => code?.startsWith(own)) ? EXIT.internal : EXIT.invalid
}

/** What happened, in words. */
export function messageOf(error: unknown): string {
  // Several addresses of one name, each with an error of its own.
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0])
  const text = errorText(error)
  return text === '' ? (codeOf(error) ?? 'no answer') : text
}

/** What to do about it. */
function remedyFor(error: unknown): string {
  const code = codeOf(error)
  if (passes(error))
    return 'make sure that PostgreSQL runs, can be reached from here and accepts writes; then run it again'
  const own = code === undefined ? undefined : REMEDIES.get(code)
  if (own !== undefined) return own
  if (code === undefined || CERTIFICATE.test(code))
    return 'make sure that the server has TLS and a certificate from the "authority" of the host file, for its name'
  return 'see the log of the server, and "sharedState" of the host file'
}

const REMEDIES = tableOf({
  '53100': 'make room where the server of the database keeps its data, and run it again',
  '28P01': 'correct "user" or "password" of "sharedState" in the host file, or what the password refers to',
  '28000': 'let pg_hba.conf of the server admit this user and database from here over TLS',
  '3D000': 'make the database, or correct its name below "sharedState" of the host file',
  '42501': 'give the role the rights that are at the end of schema/shared-state.sql',
})

function isRefusedTls(error: unknown): boolean {
  return error instanceof Error && /does not support SSL|establishing an SSL/.test(error.message)
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
