import type { LiveRuleSet } from '../../adopt/adopt-policy.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import type { LiveDifference } from '../../plan/live-differences.ts'
import type { ClusterAccess } from '../gateway/cluster-access.ts'
import type { ClusterView } from '../gateway/cluster-view.ts'

/**
 * The rule sets that differences are about as the appliances have them, by name, and those that settings with differences
 * come with: where the repository takes them from exports, with what the appliances export now. It changes nothing.
 */
export async function liveRuleSets(
  differences: readonly LiveDifference[],
  { cluster: { policy }, gateways }: ClusterView & ClusterAccess,
  { ruleSets }: ObservedCluster,
): Promise<ReadonlyMap<string, LiveRuleSet>> {
  const objects = new Set(
    differences.flatMap(({ object }) => (object.kind === 'policy setting' ? object.settings : [])),
  )
  const files = new Set(policy.settings.filter(({ name }) => objects.has(name)).map(({ place }) => place.file))
  const names = new Set(differences.flatMap(({ object }) => (object.kind === 'rule set' ? object.ruleSet : [])))
  const isExport = (file: string): boolean => file.endsWith('.xml')
  const exported = new Set(
    policy.ruleSets
      .filter(({ name, place: { file } }) => isExport(file) && (names.has(name) || files.has(file)))
      .map(({ name }) => name),
  )
  const held = ruleSets.kind === 'known' ? ruleSets.value : []
  const live = new Map<string, LiveRuleSet>()
  for (const { name, holds } of held) {
    const [ruleSet] = holds.kind === 'known' ? holds.value.ruleSets : []
    if (names.has(name) && ruleSet !== undefined) live.set(name, { ruleSet })
  }
  const found = held.filter(({ name }) => exported.has(name))
  if (found.length === 0) return live
  return gateways.entry.read(async (reader) => {
    for (const { id, name } of found) {
      const text = await reader.exportRuleSet(id)
      if (text.kind === 'known') live.set(name, { ...live.get(name), text: text.value })
    }
    return live
  })
}
