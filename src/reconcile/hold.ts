import type { ClusterName } from '../model/names.ts'
import type { RunId, StateStore } from './ports.ts'

/** A person's word that nothing may be changed: by whom, why and, if said, until when. */
export interface Hold {
  readonly by: string
  readonly why: string
  /** ISO instant from which the hold no longer counts. */
  readonly until?: string
  /** Commits that may not be applied; another commit may. Without any, nothing may be changed at all. */
  readonly commits?: readonly string[]
  /** The run that may go on all the same: the one that made the hold. */
  readonly except?: RunId
  /** The run whose rollout it set out to take back by itself: the next run may go on with that. Absent once it is done. */
  readonly takesBack?: RunId
}

/** A run that asks whether it may go on. */
export interface AskingRun {
  readonly run: RunId
  /** Commit that it brings the cluster to; undefined where files were not committed. */
  readonly revision?: string
}

/**
 * The hold that stops changes to a cluster at the moment, its own or the one on all clusters; read before every effect.
 * Without a run that asks, every hold counts.
 */
export async function holdOn(
  store: StateStore,
  cluster: ClusterName,
  now: number,
  asking?: AskingRun,
): Promise<Hold | undefined> {
  for (const name of [ALL, nameOf(cluster)]) {
    const bytes = await store.read(name)
    if (bytes === undefined) continue
    const hold = parse(bytes)
    const isOver = hold.until !== undefined && Date.parse(hold.until) <= now
    if (!isOver && (asking === undefined || stops(hold, asking))) return hold
  }
  return undefined
}

/** What nobody committed could be the held commit with a change on top, so that a hold on commits stops it too. */
function stops({ commits, except }: Hold, { run, revision }: AskingRun): boolean {
  if (except === run) return false
  return commits === undefined || revision === undefined || commits.includes(revision)
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
