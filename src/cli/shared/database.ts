import type { Pool, PoolConfig, QueryResultRow } from 'pg'
import { failureOf, messageOf, passes } from './database-trouble.ts'
import { CommandFailure } from '../command.ts'

/** Sends one statement and gives its rows back; {@link Database.ask}. */
export type Ask = <Row extends QueryResultRow>(
  sql: string,
  values: readonly unknown[],
  limits?: Limits,
) => Promise<readonly Row[]>

/** How long somebody waits (milliseconds). */
export interface Limits {
  /** For the server to be reached, and to be able to. */
  readonly patience?: number
  /** For the answer, once the statement is on its way. */
  readonly answer?: number
}

/** A database that answers again by itself after it was away. */
export interface Database {
  /**
   * Tries again, as long as there is patience, while the server cannot be reached or says that it cannot at the moment.
   * That an answer was lost does not say that nothing was done: whatever is asked may be done twice.
   */
  readonly ask: Ask
  /** Several statements without values, as one transaction. */
  readonly run: (sql: string) => Promise<void>
  /** Whether it did not answer when it was asked last. */
  readonly isAway: () => boolean
  close(): Promise<void>
}

/** Time as trying again needs it. */
export interface Timer {
  /** Milliseconds since some moment, by a clock that nobody sets. */
  elapsed(): number
  pause(milliseconds: number): Promise<void>
}

/** Whoever waits longer than this for the server is told so (milliseconds). */
const LONG = 2_000

/** How long one attempt takes at most, until there is a connection and then until there is an answer (milliseconds). */
export const ATTEMPT = 5_000
const USUAL_PATIENCE = 10_000
const PAUSE = 250

/** The database of these settings, which `name` calls by in messages; nothing is loaded or sent before something is asked. */
export function openDatabase(
  settings: () => Promise<PoolConfig>,
  name: string,
  timer: Timer,
  notice: (message: string) => void = () => {},
): Database {
  let [isAway, isTold] = [false, false]
  let opening: Promise<Pool> | undefined
  const pool = async (): Promise<Pool> => {
    opening ??= open(settings)
    try {
      return await opening
    } catch (error) {
      opening = undefined
      throw error
    }
  }
  const patiently = async <Answer>(
    attempt: (pool: Pool) => Promise<Answer>,
    patience = USUAL_PATIENCE,
  ): Promise<Answer> => {
    const start = timer.elapsed()
    for (;;) {
      try {
        const answer = await attempt(await pool())
        if (isTold) notice(`the shared state at ${name} answers again`)
        isAway = isTold = false
        return answer
      } catch (error) {
        if (error instanceof CommandFailure) throw error
        const waited = timer.elapsed() - start
        isAway = passes(error)
        if (isAway && waited + PAUSE < patience) {
          if (waited > LONG && !isTold) {
            isTold = true
            notice(`the shared state at ${name} does not answer, waiting for it: ${messageOf(error)}`)
          }
          await timer.pause(PAUSE)
          continue
        }
        throw failureOf(error, name)
      }
    }
  }
  return {
    isAway: () => isAway,
    ask: async <Row extends QueryResultRow>(text: string, values: readonly unknown[], limits: Limits = {}) => {
      const { answer = ATTEMPT, patience } = limits
      const query = { text, values: [...values], query_timeout: answer }
      return patiently(async (open) => (await open.query<Row>(query)).rows, patience)
    },
    run: async (sql) => patiently(async (open) => void (await open.query(sql))),
    close: async () => {
      const open = await opening?.catch(() => undefined)
      opening = undefined
      await open?.end()
    },
  }
}

async function open(settings: () => Promise<PoolConfig>): Promise<Pool> {
  const { default: pg } = await import('pg')
  const config = await settings()
  const pool = new pg.Pool({
    ...config,
    application_name: 'pader',
    max: 4,
    // Nobody has to close it: a process that has nothing else to do may end.
    allowExitOnIdle: true,
    connectionTimeoutMillis: ATTEMPT,
    query_timeout: ATTEMPT,
    keepAlive: true,
  })
  // A connection that breaks while nobody uses it is replaced when somebody does.
  pool.on('error', () => {})
  return pool
}
