import type { Cluster } from '../../model/fleet.ts'
import type { ProductVersion } from '../../model/observed.ts'
import { memberVersions, someOf, type MemberVersions } from '../member-versions.ts'
import { isSameVersion } from '../product-version.ts'
import type { Guard } from './guard.ts'

/** Objects to commits while nodes are known to run different versions, or another one than is declared. */
export const guardVersions: Guard = {
  code: 'GUARD-VERSIONS',
  title: 'All nodes run the declared version and one build',
  why: 'Versions must never be mixed in a cluster (BP, NG); a configuration saved by one version may not be understood by another.',
  help: 'bring all nodes to the same version, or declare the one that differs as out of service and isolate it; if all of them agree, correct the version in the repository',
  override: '--allow-mixed-versions',
  *objections(plan, { cluster, observed }) {
    if (!plan.phases.some(({ kind }) => kind !== 'manual')) return
    const { known } = memberVersions(cluster, observed)
    const [first] = known
    if (first === undefined) return
    if (known.some(({ runs }) => !isSameVersion(runs, first.runs)))
      yield `the nodes run different versions: ${wordsFor(known)}; declared is ${declaredBy(cluster)}`
    else if (!isDeclared(first.runs, cluster))
      yield `the cluster is declared to run ${declaredBy(cluster)}: ${wordsFor(known)}`
  },
}

function declaredBy({ version, build }: Cluster): string {
  return build === undefined ? version.value : `${version.value} build ${build.value}`
}

function isDeclared(runs: ProductVersion, { version, build }: Cluster): boolean {
  return runs.version === version.value && (build === undefined || runs.build === build.value)
}

/** Nodes by what they run, most nodes first; of many that run the same, some are named. */
function wordsFor(nodes: MemberVersions['known']): string {
  const byVersion = new Map<string, string[]>()
  for (const { name, runs } of nodes) {
    const version = `${runs.version} build ${runs.build}`
    byVersion.set(version, [...(byVersion.get(version) ?? []), name])
  }
  return [...byVersion]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([version, names]) => `${someOf(names)} ${names.length === 1 ? 'runs' : 'run'} ${version}`)
    .join(', ')
}
