import type { Cluster } from '../../../model/fleet.ts'
import { drawingOf } from '../../../report/watch/drawing.ts'
import { statusAfterFinding, type PassFinding } from '../../../report/watch/pass-finding.ts'
import { cleaned } from './cleaned.ts'
import type { Scrubber } from '../log/scrub.ts'
import { unseen, type ClusterStatus } from '../../../report/watch/status.ts'

/** What the status page, the metrics and the notifications show of all clusters. */
export interface StatusModel {
  readonly all: () => readonly ClusterStatus[]
  readonly drawing: (cluster: string) => string | undefined
  /** Calls back on every change until the returned function is called. */
  readonly changes: (changed: () => void) => () => void
  /** Shows these clusters, keeping what is known of them; others are shown no longer. */
  readonly show: (clusters: ReadonlyMap<string, ClusterStatus['mode']>) => void
  readonly change: (cluster: string, next: (before: ClusterStatus) => ClusterStatus) => ClusterStatus
  /** Takes in what a pass found out; `at` is the ISO instant of it. */
  readonly saw: (cluster: string, finding: PassFinding, at: string) => void
}

/** A status model without clusters. What it shows went through the sieve of the log: the page is open to every user of the machine. */
export function createStatusModel({ clean }: Pick<Scrubber, 'clean'>): StatusModel {
  const statuses = new Map<string, ClusterStatus>()
  const drawn = new Map<string, Cluster>()
  const listeners = new Set<() => void>()
  const tell = (): void => listeners.forEach((changed) => changed())
  const change: StatusModel['change'] = (name, next) => {
    const before = statuses.get(name) ?? unseen(name, 'observe')
    const status = cleaned(next(before), before, clean)
    statuses.set(name, status)
    tell()
    return status
  }
  return {
    all: () => [...statuses.values()],
    drawing: (name) => {
      const cluster = drawn.get(name)
      const status = statuses.get(name)
      return cluster === undefined || status === undefined ? undefined : drawingOf(cluster, status)
    },
    changes: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    show: (clusters) => {
      for (const name of statuses.keys()) if (!clusters.has(name)) statuses.delete(name)
      for (const [name, mode] of clusters) statuses.set(name, { ...(statuses.get(name) ?? unseen(name, mode)), mode })
      tell()
    },
    change,
    saw: (name, finding, at) => {
      if (finding.kind === 'read') drawn.set(name, finding.cluster)
      change(name, (before) => statusAfterFinding(before, finding, at))
    },
  }
}
