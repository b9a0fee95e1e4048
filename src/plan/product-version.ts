import type { Cluster } from '../model/fleet.ts'
import type { ObservedCluster, ProductVersion } from '../model/observed.ts'

/** Whether the entry node runs something older than the repository declares: the cluster is to be upgraded. */
export function isToBeUpgraded({ version, build }: Cluster, observed: ObservedCluster): boolean {
  if (observed.version.kind !== 'known') return false
  const held = observed.version.value
  const byVersion = compare(held.version, version.value)
  return byVersion < 0 || (byVersion === 0 && build !== undefined && compare(held.build, build.value) < 0)
}

/** Whether two nodes run the same, to the build. */
export function isSameVersion(one: ProductVersion, other: ProductVersion): boolean {
  return one.version === other.version && one.build === other.build
}

/** Compares dotted numbers part by part; what is no number decides nothing. */
function compare(left: string, right: string): number {
  const [a, b] = [left, right].map((text) => text.split('.').map(Number))
  for (let index = 0; index < Math.max(a?.length ?? 0, b?.length ?? 0); index += 1) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0)
    if (Number.isNaN(difference)) return 0
    if (difference !== 0) return difference
  }
  return 0
}
