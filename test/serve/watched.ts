import { drawingOf } from '../../src/report/watch/drawing.ts'
import { statusAfterFinding } from '../../src/report/watch/pass-finding.ts'
import { unseen, type ClusterStatus } from '../../src/report/watch/status.ts'
import type { Verification } from '../../src/plan/progress.ts'
import type { Cluster } from '../../src/model/fleet.ts'
import { createMetrics } from '../../src/serve/metrics.ts'
import type { ServedContent } from '../../src/serve/server.ts'
import { clusterFrom, site } from '../report/clusters.ts'

export const NOW = Date.parse('2026-01-05T08:00:00.000Z')
export const at = new Date(NOW).toISOString()

/** A cluster of so many sites with ten nodes each. */
export function bigCluster(sites: number): Cluster {
  const names = Array.from({ length: sites }, (_, index) => `site-${String(index + 1).padStart(2, '0')}`)
  return clusterFrom(Object.fromEntries(names.map((name) => [name, site(name, `net ${name}`, 10)])))
}

/** How the status is after every node but two was shown to hold what was committed. */
export function looked(cluster: Cluster): ClusterStatus {
  const names = cluster.nodes.map(({ name }) => name)
  const verification: Verification = {
    level: 3,
    confirmed: names.slice(2),
    behind: names.slice(0, 1),
    notConfirmed: names.slice(1, 2).map((node) => ({ node, reason: 'it did not answer' })),
  }
  const read = statusAfterFinding(unseen(cluster.name, 'enforce'), { kind: 'read', cluster }, at)
  return {
    ...statusAfterFinding(read, { kind: 'verified', verification }, at),
    commit: 'a'.repeat(40),
    last: { kind: 'needs a person', words: 'waits for a person: GUARD-ENTRY-NODE: the entry node changes', at },
    history: [{ at, by: 'pader@jump', command: 'watch', commit: 'a'.repeat(40), commits: 2, outcome: 'in sync' }],
    plan: {
      at,
      summary: '1 change in 1 commit',
      operations: { create: 0, update: 1, delete: 0, manual: 0 },
      phases: [
        {
          title: 'settings',
          tone: 'good',
          verdict: 'safe: no membership changes',
          changes: ['node site-01-1: priority 10 → 20'],
        },
      ],
      blocked: [],
    },
  }
}

/** A board as the server wants it, of one cluster whose status can be exchanged. */
export function showing(
  cluster: Cluster,
  first: ClusterStatus,
): ServedContent & { put(status: ClusterStatus): void; away(is: boolean): void; woken_: () => number } {
  let status = first
  let isAway = false
  let woken = 0
  const listeners = new Set<() => void>()
  const statuses = (): readonly ClusterStatus[] => [status]
  return {
    statuses,
    isStateAway: () => isAway,
    away: (is) => void (isAway = is),
    drawing: (name) => (name === cluster.name ? drawingOf(cluster, status) : undefined),
    metrics: createMetrics('0.0.0', statuses, () => NOW + 60_000),
    changes: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    woken: () => (woken += 1),
    woken_: () => woken,
    now: () => NOW,
    put: (next) => {
      status = next
      listeners.forEach((changed) => changed())
    },
  }
}
