import { expect, test } from 'vitest'
import { failureOf } from '../../../src/cli/shared/database-trouble.ts'

const saying = (code: string, message: string): Error => Object.assign(new Error(message), { code })

test.each([
  ['53100', 'could not extend file: No space left on device', 1, 'make room where the server'],
  ['58030', 'could not read block 7', 1, 'see the log of the server'],
  ['53300', 'sorry, too many clients already', 8, 'make sure that PostgreSQL runs'],
  ['ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:5432', 8, 'make sure that PostgreSQL runs'],
  ['28P01', 'password authentication failed', 3, 'correct "user" or "password"'],
  ['42501', 'permission denied for table file', 3, 'give the role the rights'],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'self-signed certificate',
    3,
    'make sure that the server has TLS and a certificate from the "authority"',
  ],
])(
  '%s of the database is told with what to do, and ends with the exit code of its cause',
  (code, message, exit, cure) => {
    const failure = failureOf(saying(code, message), '"db" (database "pader")')
    expect(failure.message).toBe(`the shared state at "db" (database "pader"): ${message}`)
    expect(failure.exitCode).toBe(exit)
    expect(failure.inOneLine).toContain(`to do: ${cure}`)
  },
)
