import type { ClusterName } from '../../model/names.ts'
import type { Clock, StateStore } from '../ports.ts'

/** Who may change a cluster at the moment, why, and until when. */
export interface LeaseHolder {
  /** Larger than that of every earlier lease of the cluster. */
  readonly token: number
  readonly by: string
  readonly why: string
  /** ISO instant at which it was taken; unknown of what older versions wrote. */
  readonly since?: string
  /** ISO instant after which anybody may take the lease. */
  readonly until: string
  readonly released: boolean
  /** Its process is not there any more, as far as that can be seen from here; kept nowhere. */
  readonly isGone?: true
}

/** The right to change one cluster. */
export interface Lease {
  readonly token: number
  /**
   * Whether the lease is still ours at this moment; asked before each effect. Extends it when it is. Rejects when that
   * cannot be known: then nothing may be done either.
   */
  holds(): Promise<boolean>
  /** Gives it back, so that nobody has to wait for its end; rejects when it cannot, and then it ends by itself. */
  release(): Promise<void>
}

/** A lease, or who has it. */
export type Acquired =
  { readonly kind: 'ours'; readonly lease: Lease } | { readonly kind: 'taken'; readonly holder: LeaseHolder }

/** Takes, shows and breaks leases; the port behind which another store than a folder can stand. */
export interface Leases {
  acquire(cluster: ClusterName, by: string, why: string): Promise<Acquired>
  /** The lease in force, if any. */
  current(cluster: ClusterName): Promise<LeaseHolder | undefined>
  /** The newest lease, where it ran out and was never given back: its holder did not get that far. */
  lapsed(cluster: ClusterName): Promise<LeaseHolder | undefined>
  /** Ends somebody else's lease; the holder notices before its next effect. */
  break(cluster: ClusterName, by: string, why: string): Promise<LeaseHolder | undefined>
}

/** How long a lease lives without being asked about. */
export const LEASE_LIFE_MS = 120_000

/** The right to change a cluster, or to watch it; neither has to do with the other. */
export type LeaseKind = 'lease' | 'watch-lease'

/**
 * Leases as files of the state directory. The file with the highest token is the lease; a token is taken by creating
 * its file, which only one process can do, so two hosts of one directory never both hold the lease. An expired holder
 * that comes back extends a file that nobody looks at any more. Leases of another `kind` have nothing to do with these.
 */
export function fileLeases(store: StateStore, clock: Clock, kind: LeaseKind = 'lease'): Leases {
  const folder = (cluster: ClusterName): string => `${kind}/${cluster}`
  const path = (cluster: ClusterName, token: number): string =>
    `${folder(cluster)}/${String(token).padStart(10, '0')}.json`

  const latest = async (cluster: ClusterName): Promise<LeaseHolder | undefined> => {
    const name = (await store.list(folder(cluster))).at(-1)
    if (name === undefined) return undefined
    const token = Number.parseInt(name, 10)
    return parse(await store.read(`${folder(cluster)}/${name}`)) ?? unreadable(token, clock.now() + LEASE_LIFE_MS)
  }
  const inForce = (holder: LeaseHolder): boolean => !holder.released && Date.parse(holder.until) > clock.now()

  const take = async (
    cluster: ClusterName,
    last: LeaseHolder | undefined,
    holder: Omit<LeaseHolder, 'token' | 'since' | 'until'>,
  ): Promise<LeaseHolder | undefined> => {
    const token = (last?.token ?? 0) + 1
    const now = clock.now()
    const times = { since: new Date(now).toISOString(), until: new Date(now + LEASE_LIFE_MS).toISOString() }
    const taken = { ...holder, token, ...times }
    if (!(await store.create(path(cluster, token), encode(taken)))) return undefined
    if (last !== undefined) await store.remove(path(cluster, last.token))
    return taken
  }

  const lease = (cluster: ClusterName, mine: LeaseHolder): Lease => {
    let isReleased = false
    const write = async (holder: LeaseHolder): Promise<void> => store.replace(path(cluster, mine.token), encode(holder))
    return {
      token: mine.token,
      holds: async () => {
        const now = await latest(cluster)
        if (isReleased || now?.token !== mine.token || !inForce(now)) return false
        await write({ ...mine, until: new Date(clock.now() + LEASE_LIFE_MS).toISOString() })
        // Whoever released it meanwhile must not be undone: others would wait for a lease that nobody has.
        if (isReleased) await write({ ...mine, released: true })
        return !isReleased && (await latest(cluster))?.token === mine.token
      },
      release: async () => {
        isReleased = true
        const now = await latest(cluster)
        if (now?.token === mine.token) await write({ ...mine, released: true })
      },
    }
  }

  return {
    acquire: async (cluster, by, why) => {
      const last = await latest(cluster)
      if (last !== undefined && inForce(last)) return { kind: 'taken', holder: last }
      const mine = await take(cluster, last, { by, why, released: false })
      if (mine !== undefined) return { kind: 'ours', lease: lease(cluster, mine) }
      const winner = await latest(cluster)
      return { kind: 'taken', holder: winner ?? unreadable((last?.token ?? 0) + 1, clock.now() + LEASE_LIFE_MS) }
    },
    current: async (cluster) => {
      const last = await latest(cluster)
      return last !== undefined && inForce(last) ? last : undefined
    },
    lapsed: async (cluster) => {
      const last = await latest(cluster)
      return last === undefined || last.released || inForce(last) ? undefined : last
    },
    break: async (cluster, by, why) => {
      const last = await latest(cluster)
      if (last === undefined || !inForce(last)) return undefined
      await take(cluster, last, { by, why, released: true })
      return last
    },
  }
}

/** A lease file that cannot be read does not say when it ends: it counts until somebody breaks it. */
function unreadable(token: number, until: number): LeaseHolder {
  return { token, by: 'unknown', why: 'its file cannot be read', until: new Date(until).toISOString(), released: false }
}

function encode(holder: LeaseHolder): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(holder)}\n`)
}

function parse(bytes: Uint8Array | undefined): LeaseHolder | undefined {
  if (bytes === undefined) return undefined
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return isHolder(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isHolder(value: unknown): value is LeaseHolder {
  return (
    typeof value === 'object' &&
    value !== null &&
    'token' in value &&
    typeof value.token === 'number' &&
    'by' in value &&
    typeof value.by === 'string' &&
    'until' in value &&
    typeof value.until === 'string' &&
    'released' in value
  )
}
