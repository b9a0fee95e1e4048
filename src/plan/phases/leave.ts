import type { NodeName } from '../../model/names.ts'
import type { Draft } from '../draft.ts'
import type { Standing, Stray } from '../membership.ts'
import { proveStanding } from '../prove/prove-join.ts'
import { distancesTo } from './distances-to.ts'
import type { Site } from './site.ts'

/**
 * Manual phases for appliances that are in the cluster and in no file: a person takes them out, or adopts them. The
 * farthest from the entry node goes first, so that none is cut off by one that left before it.
 */
export function leavePhases(site: Site, standing: readonly Standing[], leaving: readonly Stray[]): readonly Draft[] {
  const distance = distancesTo(site.standings.entry, standing)
  const strays = leaving.toSorted((a, b) => (distance.get(b.node) ?? 0) - (distance.get(a.node) ?? 0))
  const gone = new Set<NodeName>()
  return strays.map((stray): Draft => {
    gone.add(stray.node)
    const rest = standing.filter(({ node }) => !gone.has(node))
    return {
      kind: 'manual',
      title: `take ${stray.node} out of the cluster, or adopt it`,
      preconditions: [],
      steps: [
        {
          kind: 'manual',
          id: `remove ${stray.uuid}`,
          action: { kind: 'remove', uuid: stray.uuid },
          instructions: [
            `${stray.node} (UUID ${stray.uuid}) is in the cluster, and no file names it`,
            'if it belongs there: write it into the file of its location, for example with "pader import", and plan again',
            `if it does not: log on to ${site.standings.entry}, the entry node; Configuration > Appliances > select it > Delete; save`,
            'what it keeps of the policy is not known: take it off the network or set it up anew',
            'search regions, rules and jobs for its UUID, its name and its addresses, which match nobody from now on',
          ],
          check: { kind: 'membership', uuid: stray.uuid, expected: 'absent' },
        },
      ],
      proof: proveStanding(rest, site.ground),
    }
  })
}
