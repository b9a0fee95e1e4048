import { forgetSetting, offer } from '../fix/offer.ts'
import { nodesByValue, placeOf } from '../facts/settings-of-nodes.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** An update group stays inside one location. */
export const cmUpd002: Rule = {
  code: 'CM-UPD-002',
  title: 'An update group stays inside one location',
  severity: 'warning',
  stage: 'static',
  why: 'The nodes of an update group push engine updates to each other. Across locations, these large files travel over the wide area network; they have been known to saturate whole links.',
  source: 'BP',
  help: 'omit "groups.update", so that each location is its own group',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { groups: { update: all } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { update: tokyo } } }' } },
  },

  *check(cluster) {
    for (const [group, nodes] of nodesByValue(cluster, 'groups.update')) {
      const locations = new Set(nodes.map(({ location }) => location))
      const [first] = nodes
      if (typeof group !== 'string' || group.trim() === '' || first === undefined || locations.size < 2) continue
      yield {
        message: `the update group "${group}" spans ${quoted(locations)}`,
        place: placeOf(first, 'groups.update'),
        ...offer('leave the update group out, so that each location is its own', forgetSetting(nodes, 'groups.update')),
      }
    }
  },
}
