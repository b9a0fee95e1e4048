import type { Cluster } from '../../model/fleet.ts'
import { nestedNetworks, noClientIn } from '../facts/client-networks.ts'
import { locationsOf, roams } from '../facts/common-users.ts'
import { clientNetworksOfRegion } from '../policy/region-nodes.ts'
import type { Rule } from './rule.ts'

/** Locations share client networks only if users roam between them. */
export const cmRt009: Rule = {
  code: 'CM-RT-009',
  title: 'Locations share client networks only if users roam between them',
  severity: 'warning',
  stage: 'static',
  why: 'No location takes precedence over another, not even with the smaller network: clients in both count as users of both, with a quota in each, and checks assume that users roam between the locations. It usually comes from a copied file or a wrong digit.',
  limits:
    'Only locations of one cluster are compared, since several clusters may serve the same users during a migration. A network inside another network of its own location is accepted. Networks that select two regions are reported by CM-REG-005.',
  source: 'ours',
  help: 'correct the network, or declare "roamingWith" for one of the locations',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'clientNetworks: [10.81.16.0/20, 10.1.24.0/21]' } },
    valid: {
      files: { 'locations/tokyo.yaml': 'clientNetworks: [10.81.16.0/20, 10.1.24.0/21]\nroamingWith: [newyork]' },
    },
  },

  *check(cluster) {
    const locations = locationsOf(cluster, cluster.nodes)
    const networks = locations.flatMap((of) =>
      of.clientNetworks.filter(({ value }) => noClientIn(value).length === 0).map((network) => ({ of, network })),
    )
    const told = new Set<string>()
    for (const { inner, outer } of nestedNetworks(networks)) {
      const [left, right] = [inner.of, outer.of]
      const pair = JSON.stringify([left.name, right.name].toSorted())
      if (left === right || roams(left, right) || roams(right, left) || told.has(pair)) continue
      if (areOfTwoRegions(cluster, inner.network, outer.network)) continue
      told.add(pair)
      const [one, other] = [inner.network.value, outer.network.value]
      yield {
        message: `the client network "${one}" of location "${left.name}" is ${one === other ? 'also that' : `in "${other}"`} of location "${right.name}"`,
        place: inner.network.origin.place,
        related: [{ place: outer.network.origin.place, note: 'the other network' }],
      }
    }
  },
}

type ClientNetwork = Cluster['locations'][number]['clientNetworks'][number]

/** Whether two networks select two regions, which is an error of its own. */
function areOfTwoRegions(cluster: Cluster, one: ClientNetwork, other: ClientNetwork): boolean {
  const selected = cluster.regions
    .filter(({ selectBy }) => selectBy.value === 'client-ip')
    .map((region) => clientNetworksOfRegion(region, cluster))
  return (
    selected.some((networks) => networks.includes(one) !== networks.includes(other)) &&
    [one, other].every((network) => selected.some((networks) => networks.includes(network)))
  )
}
