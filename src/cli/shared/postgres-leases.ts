import { randomUUID } from 'node:crypto'
import type { ClusterName } from '../../model/names.ts'
import {
  LEASE_LIFE_MS,
  type Lease,
  type LeaseHolder,
  type LeaseKind,
  type Leases,
} from '../../reconcile/locks/lease.ts'
import { ATTEMPT, type Ask, type Timer } from './database.ts'

/** How old an answer may be that somebody acts on (milliseconds): what is left of the lease then is enough for an effect. */
const FRESH = 15_000

/** By how much the clocks of two machines may go apart in the life of a lease (milliseconds), and much more. */
const DRIFT = 5_000

/**
 * Leases as rows of a table, one a cluster. The end of a lease is always by the clock of the server, so that clocks of
 * clients do not matter, and each question is one statement, so that nothing rests on a session: connections may be
 * pooled, cut or made anew. A lease is known by an id that its holder made: whoever asks again because an answer was
 * lost is known again, and a server that has forgotten the newest leases never takes one holder for another.
 */
export function postgresLeases(ask: Ask, timer: Timer, kind: LeaseKind): Leases {
  const holderIn =
    (sql: string) =>
    async (cluster: ClusterName): Promise<LeaseHolder | undefined> => {
      const [row] = await ask<HolderRow>(sql, [kind, cluster])
      return row && holderOf(row)
    }
  const current = holderIn(CURRENT)

  const lease = (cluster: ClusterName, id: string, token: number, asked: number): Lease => {
    let isReleased = false
    // Nobody else can have it before that, whatever becomes of the server.
    let ours = asked + LEASE_LIFE_MS - DRIFT
    return {
      token,
      holds: async () => {
        for (;;) {
          const sent = timer.elapsed()
          const rows = await ask(RENEW, [kind, cluster, id, LEASE_LIFE_MS], {
            patience: Math.max(ATTEMPT, ours - sent),
          })
          if (isReleased || rows.length === 0) return false
          ours = sent + LEASE_LIFE_MS - DRIFT
          // A process that was suspended meanwhile reads an answer of long ago.
          if (timer.elapsed() - sent < FRESH) return true
        }
      },
      release: async () => {
        isReleased = true
        await ask(END, [kind, cluster, id], { patience: ATTEMPT })
      },
    }
  }

  return {
    acquire: async (cluster, by, why) => {
      const id = randomUUID()
      for (;;) {
        const asked = timer.elapsed()
        const [row] = await ask<{ token: string }>(TAKE, [kind, cluster, id, by, why, LEASE_LIFE_MS])
        if (row !== undefined) return { kind: 'ours', lease: lease(cluster, id, Number(row.token), asked) }
        const holder = await current(cluster)
        if (holder !== undefined) return { kind: 'taken', holder }
      }
    },
    current,
    lapsed: holderIn(LAPSED),
    break: async (cluster, by, why) => {
      const [row] = await ask<HolderRow>(BREAK, [kind, cluster, randomUUID(), by, why])
      return row && holderOf(row)
    },
  }
}

interface HolderRow {
  readonly token: string
  readonly holder: string
  readonly why: string
  readonly since: Date
  readonly until: Date
}

function holderOf({ token, holder, why, since, until }: HolderRow): LeaseHolder {
  const times = { since: since.toISOString(), until: until.toISOString() }
  return { token: Number(token), by: holder, why, ...times, released: false }
}

/** The time at which a row is judged, which is later than the start of the statement where another held the row. */
const NOW = 'clock_timestamp()'

/** Taken where it is free, or is the one that this very call took when its answer was lost. */
const TAKE = `
  INSERT INTO pader.lease AS held (kind, cluster, token, id, holder, why, since, until)
  VALUES ($1, $2, 1, $3, $4, $5, ${NOW}, ${NOW} + $6 * interval '1 millisecond')
  ON CONFLICT (kind, cluster) DO UPDATE SET
    token = held.token + CASE WHEN held.id = EXCLUDED.id THEN 0 ELSE 1 END,
    id = EXCLUDED.id, holder = EXCLUDED.holder, why = EXCLUDED.why,
    since = ${NOW}, until = ${NOW} + $6 * interval '1 millisecond'
  WHERE held.until <= ${NOW} OR held.id = EXCLUDED.id
  RETURNING token`

const MINE = `kind = $1 AND cluster = $2 AND id = $3 AND until > ${NOW}`

const RENEW = `UPDATE pader.lease SET until = ${NOW} + $4 * interval '1 millisecond' WHERE ${MINE} RETURNING token`

/** One that was given back has never lasted: that tells it from one that ran out. */
const END = `UPDATE pader.lease SET until = since WHERE ${MINE}`

const HOLDER = 'token, holder, why, since, until'

const CURRENT = `SELECT ${HOLDER} FROM pader.lease WHERE kind = $1 AND cluster = $2 AND until > ${NOW}`

const LAPSED = `SELECT ${HOLDER} FROM pader.lease WHERE kind = $1 AND cluster = $2 AND until <= ${NOW} AND until <> since`

/** Somebody else's is taken and ended at once, which nobody's question for it survives. */
const BREAK = `
  WITH broken AS (SELECT ${HOLDER}, ${NOW} AS at FROM pader.lease
    WHERE kind = $1 AND cluster = $2 AND until > ${NOW} FOR UPDATE)
  UPDATE pader.lease AS held
  SET token = held.token + 1, id = $3, holder = $4, why = $5, since = broken.at, until = broken.at
  FROM broken WHERE held.kind = $1 AND held.cluster = $2
  RETURNING broken.token, broken.holder, broken.why, broken.since, broken.until`
