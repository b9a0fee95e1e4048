import type { ClusterName } from '../model/names.ts'
import type { StateStore } from './ports.ts'

/** A person's word that nothing may be changed: by whom, why and, if said, until when. */
export interface Hold {
  readonly by: string
  readonly why: string
  /** ISO instant from which the hold no longer counts. */
  readonly until?: string
}

/** The hold that stops changes to a cluster at the moment, its own or the one on all clusters; read before every effect. */
export async function holdOn(store: StateStore, cluster: ClusterName, now: number): Promise<Hold | undefined> {
  for (const name of [ALL, nameOf(cluster)]) {
    const bytes = await store.read(name)
    if (bytes === undefined) continue
    const hold = parse(bytes)
    if (hold.until === undefined || Date.parse(hold.until) > now) return hold
  }
  return undefined
}

/** Holds one cluster, or all. */
export async function setHold(store: StateStore, cluster: ClusterName | 'all', hold: Hold): Promise<void> {
  const name = cluster === 'all' ? ALL : nameOf(cluster)
  await store.replace(name, new TextEncoder().encode(`${JSON.stringify(hold)}\n`))
}

/** Ends a hold; false when there was none. */
export async function releaseHold(store: StateStore, cluster: ClusterName | 'all'): Promise<boolean> {
  const name = cluster === 'all' ? ALL : nameOf(cluster)
  if ((await store.read(name)) === undefined) return false
  await store.remove(name)
  return true
}

const ALL = 'hold/all.json'

function nameOf(cluster: ClusterName): string {
  return `hold/clusters/${cluster}.json`
}

/** A file that cannot be read holds: somebody wanted nothing to happen. */
function parse(bytes: Uint8Array): Hold {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (isHold(value)) return value
  } catch {
    // falls through to the hold that nobody can lift by accident
  }
  return { by: 'unknown', why: 'the file of the hold cannot be read' }
}

function isHold(value: unknown): value is Hold {
  return (
    typeof value === 'object' &&
    value !== null &&
    'by' in value &&
    typeof value.by === 'string' &&
    'why' in value &&
    typeof value.why === 'string' &&
    (!('until' in value) || typeof value.until === 'string')
  )
}
