import type { Cluster } from '../../model/fleet.ts'
import { joiningGroups, locationsOf, overlapOf } from '../facts/common-users.ts'
import { forgetSetting, offer } from '../fix/offer.ts'
import { groupedBy, nodesByValue, placeOf } from '../facts/settings-of-nodes.ts'
import { quoted } from '../wording/phrase.ts'
import type { Finding, Rule } from './rule.ts'

/** Nodes with no users in common do not share a runtime group. */
export const cmRt003: Rule = {
  code: 'CM-RT-003',
  title: 'Nodes with no users in common do not share a runtime group',
  severity: 'warning',
  stage: 'static',
  why: 'Runtime data that nobody needs on the other side is sent anyway, and causes more "Shared Data not synchronized" alerts.',
  source: 'BP',
  help: 'omit "groups.runtime", so that each location is its own group',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { groups: { runtime: all } }' } },
    valid: {
      files: {
        'cluster.yaml': 'defaults: { groups: { runtime: all } }',
        'locations/tokyo.yaml': 'roamingWith: [newyork]',
      },
    },
  },

  *check(cluster) {
    for (const { group, nodes, first, locations } of joiningGroups(cluster)) {
      const lonely = locations.filter((one) =>
        locations.every((other) => one === other || overlapOf(one, other) === 'separate'),
      )
      if (lonely.length === 0) continue
      yield {
        message: `the runtime group "${group}" joins ${quoted(locations.map(({ name }) => name))}, which have no users in common`,
        place: placeOf(first, 'groups.runtime'),
        ...offer(
          'leave the runtime group out, so that each location is its own',
          forgetSetting(nodes, 'groups.runtime'),
        ),
      }
    }
    yield* poolsTogether(cluster)
  },
}

/** Runtime groups inside a location whose nodes all serve a pool, and not the same one. */
function* poolsTogether(cluster: Cluster): Generator<Finding> {
  for (const [group, members] of nodesByValue(cluster, 'groups.runtime')) {
    const serving = members.filter(({ facts }) => facts.managementOnly?.value !== true)
    const [first] = serving
    if (first === undefined || typeof group !== 'string' || locationsOf(cluster, members).length > 1) continue
    const pools = groupedBy(serving, ({ facts }) => facts.pool?.value)
    // Nodes without a pool may serve anybody.
    if (pools.size < 2 || pools.has(undefined)) continue
    yield {
      severity: 'info',
      message: `the runtime group "${group}" joins the pools ${quoted([...pools.keys()].flatMap((pool) => pool ?? []))}`,
      place: placeOf(first, 'groups.runtime'),
      help: 'give each pool its own runtime group, unless users go through both',
    }
  }
}
