import { alignSetting, offer } from '../fix/offer.ts'
import { membershipsOf, networkGroupsOf } from '../facts/membership.ts'
import { areNear } from '../facts/near-names.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** A network group has more than one member. */
export const cmNet013: Rule = {
  code: 'CM-NET-013',
  title: 'A network group has more than one member',
  severity: 'info',
  stage: 'static',
  why: 'A group connects the nodes that share it; a group of one connects nothing and is usually a typo.',
  source: 'BP',
  help: 'correct the name, or remove it',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo, lab] } } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo] } } }' } },
  },

  *check(cluster) {
    const { groups } = membershipsOf(cluster)
    const sizes = new Map(cluster.locations.map(({ name, nodes }) => [name, nodes.length]))
    for (const { name, members } of groups.values()) {
      const [only, second] = members
      if (only === undefined || second !== undefined) continue
      // The group of a site of one node is no mistake, nor is a node's only group; near names belong to CM-NET-014.
      // A lonely member of the transit group is what CM-NET-002, -003 and -006 report where there are several locations.
      if (name === cluster.transitGroup.value ? cluster.locations.length > 1 : sizes.get(only.location) === 1) continue
      if (networkGroupsOf(only).length === 1 || [...groups.keys()].some((other) => areNear(name, other))) continue
      yield {
        message: `node "${only.name}" is the only one in the network group "${name}"`,
        place: placeOf(only, 'groups.network'),
        ...offer(
          `remove "${only.name}" from "${name}"`,
          alignSetting(
            [only],
            'groups.network',
            networkGroupsOf(only).filter((group) => group !== name),
          ),
        ),
      }
    }
  },
}
