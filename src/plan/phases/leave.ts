import type { NodeName } from '../../model/names.ts'
import type { Draft } from '../draft.ts'
import type { Standing, UnmanagedAppliance } from '../membership.ts'
import { shutAway } from '../preconditions.ts'
import { proveRest } from '../prove/prove-join.ts'
import { distancesTo } from './distances-to.ts'
import type { Site } from './site.ts'

/**
 * Manual phases for appliances that are in the cluster and in no file: a person takes them out, or adopts them. The
 * farthest from the entry node goes first, so that none is cut off by one that left before it.
 */
export function leavePhases(
  site: Site,
  standing: readonly Standing[],
  leaving: readonly UnmanagedAppliance[],
): readonly Draft[] {
  const distance = distancesTo(site.standings.entry, standing)
  const unmanaged = leaving.toSorted((a, b) => (distance.get(b.node) ?? 0) - (distance.get(a.node) ?? 0))
  const gone = new Set<NodeName>()
  return unmanaged.map((appliance): Draft => {
    gone.add(appliance.node)
    const rest = standing.filter(({ node }) => !gone.has(node))
    return {
      kind: 'manual',
      title: `remove ${appliance.node} from the cluster, or adopt it`,
      preconditions: shutAway(site.standings),
      steps: [
        {
          kind: 'manual',
          id: `remove ${appliance.uuid}`,
          action: { kind: 'remove', uuid: appliance.uuid },
          instructions: [
            `${appliance.node} is in the cluster, and none of its files names it`,
            'if it belongs there: write it into the file of its location, for example with "pader import", and plan again',
            `if it does not: log on to ${site.standings.entry}, the entry node; Configuration > Appliances > select it > Delete; save`,
            'what it keeps of the policy is not known: disconnect it from the network or set it up again from scratch',
            'search regions, rules and jobs for its UUID, its name and its addresses, which match nothing from now on',
          ],
          check: { kind: 'membership', uuid: appliance.uuid, expected: 'absent' },
        },
      ],
      proof: proveRest(rest, site.context),
    }
  })
}
