import { jsonDocument } from '../json/envelope.ts'
import type { ClusterHealth } from './health.ts'
import { verdictOn } from './verdict.ts'

/** The status of clusters as data; `schema/output/status.schema.json` describes it. */
export function statusJson(clusters: readonly ClusterHealth[]): string {
  return jsonDocument('status', {
    clusters: clusters.map((health) => {
      const { exitCode, words } = verdictOn(health)
      const nodes = health.nodes.map(({ answers, ...node }) => ({
        ...node,
        ...(answers === undefined ? {} : { answers }),
      }))
      return { ...health, nodes, verdict: { exitCode, words } }
    }),
  })
}
