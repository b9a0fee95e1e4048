import { bestTransit, makeTransit } from '../fix/join.ts'
import { offer } from '../fix/offer.ts'
import { isWhole, meshGroupsOf, membershipsOf } from '../facts/membership.ts'
import type { Rule } from './rule.ts'

/** Every location has a node in the transit group. */
export const cmNet006: Rule = {
  code: 'CM-NET-006',
  title: 'Every location has a node in the transit group',
  severity: 'warning',
  stage: 'static',
  why: 'The nodes of a location reach the others through its node in the transit group; a location without one depends on nodes of another location.',
  source: 'BP, NG',
  help: 'set "transit: true" on one node of the location',
  examples: {
    invalid: {
      files: {
        'locations/newyork.yaml': `nodes:
  newyork-1: { transit: false, groups: { network: [newyork, tokyo] } }
`,
      },
    },
    valid: {
      files: {
        'locations/newyork.yaml': `nodes:
  newyork-1: { transit: true }
`,
      },
    },
  },

  *check(cluster) {
    const { groups } = membershipsOf(cluster)
    // A cluster that falls apart is reported by CM-NET-002 and -003, a full mesh by CM-NET-012.
    if (cluster.locations.length < 2 || !isWhole(cluster) || meshGroupsOf(cluster).length > 0) return
    const joined = [...groups.values()].find(({ name }) => name === cluster.transitGroup.value)?.locations
    for (const { name, nodes, place } of cluster.locations) {
      if (nodes.length === 0 || joined?.has(name) === true) continue
      const best = bestTransit(cluster, nodes)
      yield {
        message: `location "${name}" has no node in the transit group "${cluster.transitGroup.value}"`,
        place,
        ...(best === undefined ? {} : offer(`make "${best.name}" a transit node`, [makeTransit(best)])),
      }
    }
  },
}
