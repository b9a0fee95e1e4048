import type { Digest } from '../model/names.ts'
import type { Diagnostic, LocatedDiagnostic } from '../source/diagnostic.ts'
import type { Place } from '../source/place.ts'
import type { CompiledCluster } from './compile-cluster.ts'
import type { ClusterArtifacts } from './emit/emit.ts'
import { marksOf } from './facts/marks.ts'
import { Locator, type TextOf } from './yaml/locate.ts'

/** What compiling a part of a repository came to, as plain data: what a report on one revision needs, and no model. */
export interface PartOutcome {
  /** Each with its place, by which the findings of several parts are put in order. */
  readonly findings: readonly { readonly place: Place; readonly located: LocatedDiagnostic }[]
}

/** What compiling a cluster came to. */
export interface ClusterOutcome extends PartOutcome {
  readonly name: string
  /** Path of its `cluster.yaml`. */
  readonly file: string
  readonly locations: readonly { readonly name: string; readonly file: string; readonly nodes: readonly string[] }[]
  /** Digest of all that the cluster is to be. */
  readonly digest: Digest
  /** What marks its nodes among those of all clusters; see `facts/marks.ts`. */
  readonly marks: string
  /** What its folder is to hold, in the order of writing. */
  readonly artifacts: readonly { readonly path: string; readonly digest: Digest }[]
}

/** What was found, with lines and columns. */
export function partOutcome(diagnostics: readonly Diagnostic[], textOf: TextOf): PartOutcome {
  const locator = new Locator(textOf)
  return { findings: diagnostics.map((found) => ({ place: found.place, located: locator.locate(found) })) }
}

/** What is left of a cluster when its model is let go. */
export function clusterOutcome(
  { cluster, diagnostics }: Pick<CompiledCluster, 'cluster' | 'diagnostics'>,
  { digest, files, manifest }: ClusterArtifacts,
  textOf: TextOf,
): ClusterOutcome {
  return {
    ...partOutcome(diagnostics, textOf),
    name: cluster.name,
    file: cluster.place.file,
    locations: cluster.locations.map(({ name, place, nodes }) => ({
      name,
      file: place.file,
      nodes: nodes.map((node) => node.name),
    })),
    digest,
    marks: marksOf(cluster),
    artifacts: [...files, manifest].map((file) => ({ path: file.path, digest: file.digest })),
  }
}
