import { jsonDocument } from '../json/envelope.ts'
import type { ClusterView } from './view.ts'

/** Clusters as drawn, for other drawing programs. */
export function graphJson(views: readonly ClusterView[]): string {
  return jsonDocument('graph', { clusters: views })
}
