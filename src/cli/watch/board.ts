import type { Cluster } from '../../model/fleet.ts'
import { drawingOf } from '../../report/watch/drawing.ts'
import { statusAfterSight, type Sight } from '../../report/watch/sight.ts'
import { unseen, type ClusterStatus } from '../../report/watch/status.ts'

/** What the watches of all clusters put up for those who look on. */
export interface Board {
  readonly statuses: () => readonly ClusterStatus[]
  readonly drawing: (cluster: string) => string | undefined
  /** Calls back on every change until the returned function is called. */
  readonly changes: (changed: () => void) => () => void
  /** Puts a cluster up, keeping what is known of it; those that are not in `clusters` come down. */
  readonly enter: (clusters: ReadonlyMap<string, ClusterStatus['mode']>) => void
  readonly change: (cluster: string, next: (before: ClusterStatus) => ClusterStatus) => ClusterStatus
  /** Puts up what a pass found out; `at` is the ISO instant of it. */
  readonly saw: (cluster: string, sight: Sight, at: string) => void
}

/** An empty board. */
export function createBoard(): Board {
  const statuses = new Map<string, ClusterStatus>()
  const drawn = new Map<string, Cluster>()
  const listeners = new Set<() => void>()
  const tell = (): void => listeners.forEach((changed) => changed())
  const change: Board['change'] = (name, next) => {
    const status = next(statuses.get(name) ?? unseen(name, 'observe'))
    statuses.set(name, status)
    tell()
    return status
  }
  return {
    statuses: () => [...statuses.values()],
    drawing: (name) => {
      const cluster = drawn.get(name)
      const status = statuses.get(name)
      return cluster === undefined || status === undefined ? undefined : drawingOf(cluster, status)
    },
    changes: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    enter: (clusters) => {
      for (const name of statuses.keys()) if (!clusters.has(name)) statuses.delete(name)
      for (const [name, mode] of clusters) statuses.set(name, { ...(statuses.get(name) ?? unseen(name, mode)), mode })
      tell()
    },
    change,
    saw: (name, sight, at) => {
      if (sight.kind === 'read') drawn.set(name, sight.cluster)
      change(name, (before) => statusAfterSight(before, sight, at))
    },
  }
}
