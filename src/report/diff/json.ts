import { jsonDocument } from '../json/envelope.ts'
import type { ClusterDifferences } from './difference.ts'

/** Differences of clusters as data; `schema/output/diff.schema.json` describes it. */
export function diffJson(clusters: readonly ClusterDifferences[]): string {
  return jsonDocument('diff', {
    clusters: clusters.map(({ differences, ...cluster }) => ({
      ...cluster,
      differences: differences.map(({ suspect, ...difference }) => ({
        ...difference,
        ...(suspect === undefined
          ? {}
          : {
              suspect: { ...suspect, ...(suspect.at === undefined ? {} : { at: new Date(suspect.at).toISOString() }) },
            }),
      })),
    })),
  })
}
