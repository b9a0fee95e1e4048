import type { Canary } from '../model/canary.ts'
import type { Cluster } from '../model/fleet.ts'
import type { PropertyStep } from './differences.ts'
import type { Draft } from './draft.ts'
import type { Precondition } from './plan.ts'
import { settingsPhases } from './phases/settings.ts'
import type { Standings } from './preconditions.ts'

/**
 * The phases that change settings, one location after the other: each begins when what this rollout committed before has
 * been in effect for a while and the nodes are well. Settings of a node are its own, so they can be split; what a commit
 * says of the policy reaches every node at once, and what is proved about groups is proved as a whole.
 */
export function spreadSettings(
  changes: readonly PropertyStep[],
  standings: Standings,
  cluster: Cluster,
  canary: Canary,
): readonly Draft[] {
  const away = cluster.nodes.flatMap(({ name, outOfService }) => (outOfService === undefined ? [] : [name]))
  const soaked: Precondition = {
    kind: 'soaked',
    seconds: canary.soakSeconds,
    ...(canary.probe === undefined ? {} : { probe: canary.probe }),
    ...(away.length === 0 ? {} : { except: away }),
  }
  return inOrder(cluster, canary).flatMap(({ name, nodes }) => {
    const members = new Set(nodes.map((node) => node.name))
    const own = changes.filter(({ node }) => members.has(node))
    return settingsPhases(own, standings).map((draft) => ({
      ...draft,
      title: `${draft.title}, in ${name}`,
      // The first location has it too: a plan that is made anew half-way cannot know which one was the first.
      preconditions: [soaked, ...draft.preconditions],
    }))
  })
}

function inOrder({ locations }: Cluster, { order }: Canary): Cluster['locations'] {
  const rankOf = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length)
  return locations.toSorted(
    (left, right) =>
      rankOf(left.name) - rankOf(right.name) ||
      left.nodes.length - right.nodes.length ||
      (left.name < right.name ? -1 : 1),
  )
}
