import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import type { Database } from './database.ts'

/** The layout of the tables that this Pader knows; schema/shared-state.sql makes it. */
const VERSION = 1

/** Makes the tables where there are none and the role may; objects to a database that cannot be relied on. */
export async function seeToLayout({ ask, run }: Database, name: string, sql: () => Promise<string>): Promise<void> {
  const [server] = await ask<{ layout: string | null; commits: string }>(ABOUT, [])
  if (server?.commits === 'off') {
    const what = `the shared state at ${name} forgets what it has confirmed when its server crashes: synchronous_commit is off`
    throw new CommandFailure(EXIT.invalid, what, 'ALTER ROLE … SET synchronous_commit = on')
  }
  if (server?.layout === null) await make(run, name, sql)
  const [layout] = await ask<{ version: number }>('SELECT version FROM pader.layout', [])
  if (layout?.version === VERSION) return
  throw new CommandFailure(
    EXIT.invalid,
    `the tables of the shared state at ${name} are of layout ${layout?.version ?? 'none'}, and this Pader knows ${VERSION}`,
    'run the same version of Pader on all hosts',
  )
}

async function make(run: Database['run'], name: string, sql: () => Promise<string>): Promise<void> {
  try {
    await run(await sql())
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.exitCode !== EXIT.invalid) throw error
    throw new CommandFailure(
      EXIT.invalid,
      `the shared state at ${name} has no tables, and they cannot be made: ${error.message}`,
      'let the owner of the database run schema/shared-state.sql of the folder that Pader is installed in',
    )
  }
}

const ABOUT = `SELECT to_regclass('pader.layout')::text AS layout, current_setting('synchronous_commit') AS commits`
