import type { GroupName, NodeName } from '../../model/names.ts'
import type { PropertyStep } from '../differences.ts'
import type { Standing } from '../membership.ts'
import { isUsable, nodeNamed } from '../prove/usability.ts'
import { wantedGroups } from './wanted-groups.ts'
import type { Site } from './site.ts'

/**
 * Nodes out of service that a change of groups would strand. Their groups stay as they are, in what everybody holds and in
 * what they hold themselves, however old that is; so each needs a group that somebody keeps through the whole change. Without
 * one the appliances refuse the configuration (the path matrix goes by names and ignores who is alive, BP), and the node
 * could never come back.
 */
export function strandedBy(site: Site, changes: readonly PropertyStep[]): readonly NodeName[] {
  const { standing, away } = site.membership
  const wanted = wantedGroups(changes)
  if (wanted.size === 0 || away.length === 0) return []
  const kept = standing.map(({ node, uuid, groups }) => ({
    node,
    groups: groups.filter((group) => wanted.get(uuid)?.includes(group) !== false),
  }))
  const [before, through] = [reachedFrom(standing, site), reachedFrom(kept, site)]
  return away.map(({ node }) => node).filter((node) => before.has(node) && !through.has(node))
}

/** Nodes out of service that share a group with these over connections that are declared open, or with one that does. */
function reachedFrom(
  members: readonly Pick<Standing, 'node' | 'groups'>[],
  { membership, context }: Site,
): ReadonlySet<NodeName> {
  const reached = new Set<NodeName>()
  const here = [...members]
  const share = (groups: readonly GroupName[], others: readonly GroupName[]): boolean =>
    groups.some((group) => others.includes(group))
  for (const { node, groups } of here)
    for (const away of membership.away) {
      if (reached.has(away.node) || !share(groups, away.groups)) continue
      const [from, to] = [nodeNamed(context.usability, node), nodeNamed(context.usability, away.node)]
      if (from === undefined || to === undefined || !isUsable(context.usability, from, to)) continue
      reached.add(away.node)
      here.push(away)
    }
  return reached
}
