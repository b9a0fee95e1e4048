import { addGroup } from '../fix/join.ts'
import { offer } from '../fix/offer.ts'
import { isWhole, membershipsOf, networkGroupsOf, ownGroupsOf } from '../facts/membership.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Each network group of a split location has a transit node. */
export const cmNet011: Rule = {
  code: 'CM-NET-011',
  title: 'Each network group of a split location has a transit node',
  severity: 'warning',
  stage: 'static',
  why: 'Each of the small network groups of a large location is tied to a transit node; a group without one depends on nodes of the location that are in two groups.',
  source: 'BP',
  help: "put one of the location's transit nodes into the group",
  examples: {
    invalid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-1: { groups: { network: [toknet1] } }
  tokyo-2: { groups: { network: [toknet1, toknet2] } }
  tokyo-3: { address: 10.81.0.13, groups: { network: [toknet2] } }
`,
      },
    },
    valid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-1: { groups: { network: [toknet1, toknet2] } }
  tokyo-2: { groups: { network: [toknet1] } }
  tokyo-3: { address: 10.81.0.13, groups: { network: [toknet2] } }
`,
      },
    },
  },

  *check(cluster) {
    const { transits } = membershipsOf(cluster)
    // A cluster that falls apart is reported by CM-NET-002 and -003.
    if (!isWhole(cluster) || cluster.locations.length < 2) return
    for (const location of cluster.locations) {
      const own = ownGroupsOf(cluster, location).filter(({ members }) => members.length > 1)
      if (own.length < 2) continue
      const [helper] = location.nodes
        .filter((node) => transits.has(node.name))
        .toSorted((left, right) => networkGroupsOf(left).length - networkGroupsOf(right).length)
      for (const { name, members } of own) {
        const [first] = members
        if (first === undefined || members.some((node) => transits.has(node.name))) continue
        yield {
          message: `the network group "${name}" of location "${location.name}" has no transit node`,
          place: placeOf(first, 'groups.network'),
          ...(helper === undefined
            ? {}
            : offer(`put "${helper.name}" into "${name}"`, addGroup(cluster, helper, name))),
        }
      }
    }
  },
}
