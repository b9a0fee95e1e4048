import { joiningGroups, overlapOf } from '../facts/common-users.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** A runtime group spans locations only where users roam between them. */
export const cmRt004: Rule = {
  code: 'CM-RT-004',
  title: 'A runtime group spans locations only where users roam between them',
  severity: 'warning',
  stage: 'static',
  why: 'A runtime group for each location is recommended if users browse through several of its proxies; across locations, the data is needed only for users who move between them.',
  source: 'BP',
  help: 'declare "roamingWith" and "clientNetworks" for the locations, or give each location its own runtime group',
  examples: {
    invalid: {
      files: { 'cluster.yaml': 'defaults: { groups: { runtime: all } }', 'locations/tokyo.yaml': 'clientNetworks: []' },
    },
    valid: {
      files: {
        'cluster.yaml': 'defaults: { groups: { runtime: all } }',
        'locations/tokyo.yaml': `clientNetworks: []
roamingWith: [newyork]
`,
      },
    },
  },

  *check(cluster) {
    // Users that are declared to be separate are reported by CM-RT-003.
    for (const { group, first, locations } of joiningGroups(cluster)) {
      const open = locations.filter(
        (one) =>
          locations.some((other) => overlapOf(one, other) === 'undeclared') &&
          !locations.some((other) => one !== other && overlapOf(one, other) === 'common'),
      )
      if (open.length === 0) continue
      yield {
        message: `the runtime group "${group}" spans ${quoted(locations.map(({ name }) => name))}, and no roaming is declared for ${quoted(open.map(({ name }) => name))}`,
        place: placeOf(first, 'groups.runtime'),
      }
    }
  },
}
