import type { Review } from '../../plan/review/review.ts'
import type { CompileResult } from '../../report/compile/result.ts'
import type { CommentHost } from '../../report/markdown/host.ts'
import type { SourceText } from '../../report/source-text.ts'
import { reviewView, type ReviewView } from '../../report/review/view.ts'
import { nodesAtRisk } from '../../report/topology/at-risk.ts'
import { differsFromBase, viewOf, type ClusterView } from '../../report/topology/view.ts'
import type { ComparedRevision } from './compare-revisions.ts'

/** What the forms of a compile's result are made from. */
export interface CompileReport {
  readonly result: CompileResult
  readonly textOf: SourceText
  /** Files that were looked at, so that a clean one is reported as such. */
  readonly looked: () => readonly string[]
  /** Whether the text leaves information out; what other programs read is always whole. */
  readonly quiet: boolean
  /** Version of Pader, for the formats that name their tool. */
  readonly version: string
  /** The comparison with `--base`; undefined without one. */
  readonly compared: ComparedRevision | undefined
  /** Where the comment is posted. */
  readonly host: CommentHost
}

/** The reviews in words. */
export function viewsOf({ shown, locate }: ComparedRevision): readonly ReviewView[] {
  return shown.map((review) => reviewView(review, locate))
}

/** A picture of each cluster that is drawn differently. */
export function picturesOf({ earlier, later, reviews }: ComparedRevision): readonly ClusterView[] {
  const reviewOf = (name: string): Review | undefined => reviews.find(({ cluster }) => cluster === name)
  return later.fleet.clusters
    .filter(({ name }) => reviewOf(name)?.unread === undefined)
    .map((cluster) =>
      viewOf(
        cluster,
        earlier.fleet.clusters.find(({ name }) => name === cluster.name),
        nodesAtRisk(reviewOf(cluster.name)),
      ),
    )
    .filter(differsFromBase)
}
