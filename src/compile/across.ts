import type { Cluster } from '../model/fleet.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import type { RawFile } from '../source/source-file.ts'
import { severityOf, toDiagnostic, type SeveritySettings } from './check/check.ts'
import type { CompileOptions } from './compile-cluster.ts'
import type { ClusterFiles } from './read/gather.ts'
import { marksOf } from './facts/marks.ts'
import { readCluster } from './read/read-cluster.ts'
import { resolveCluster } from './resolve/cluster.ts'
import { whoShares } from './sharing.ts'

/** What checking between clusters depends on besides the clusters. */
export interface AcrossOptions extends CompileOptions {
  readonly severities: SeveritySettings
}

/** What is wrong between the clusters of a repository, each of which may be in order by itself. */
export function findingsAcross(
  clusters: readonly Cluster[],
  files: readonly RawFile[],
  options: AcrossOptions,
): readonly Diagnostic[] {
  const { among, beside } = whoShares(
    clusters.map((cluster) => ({ name: cluster.name, marks: marksOf(cluster) })),
    files,
    options,
  )
  const involved = clusters.filter(({ name }) => among.has(name))
  return checkAcross([...involved, ...beside.map((one) => nodesOnly(one, options))], options)
}

/** A cluster of which only the nodes matter: nothing is checked, and its policy is not looked at. */
export function nodesOnly(files: ClusterFiles, options: AcrossOptions): Cluster {
  const { documents } = readCluster(files, { ...options, known: options.known?.documents }, true)
  return resolveCluster(documents).cluster
}

/** Asks the rules about what is between clusters; what they find does not depend on which of them was asked for. */
export function checkAcross(
  clusters: readonly Cluster[],
  { rules, severities }: Pick<AcrossOptions, 'rules' | 'severities'>,
): readonly Diagnostic[] {
  if (clusters.length < 2) return []
  const sorted = clusters.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return rules.flatMap((rule) => {
    const severity = severityOf(rule, severities)
    if (rule.across === undefined || severity === 'off') return []
    return [...rule.across(sorted)].map((finding) => toDiagnostic(rule, severity, finding))
  })
}
