import { membershipsOf } from '../facts/membership.ts'
import { longestRoute } from '../../topology/longest-route.ts'
import type { Rule } from './rule.ts'

const MOST_RELAYS = 2

/** No path crosses more than two relays. */
export const cmNet016: Rule = {
  code: 'CM-NET-016',
  title: 'No path crosses more than two relays',
  severity: 'info',
  stage: 'static',
  unverified: true,
  why: 'The two-site example of the vendor crosses two relays; each further one adds to the travel time of a message, for which the timeout multiplier allows a factor of at most 2.',
  source: 'recalled',
  help: 'put the transit nodes of all locations into one transit group',
  examples: {
    invalid: {
      files: {
        'locations/newyork.yaml': `nodes:
  newyork-1: { groups: { network: [newyork, transit] } }
  newyork-2: { groups: { network: [newyork, chain] } }
  newyork-3: { address: 10.1.0.13, groups: { network: [chain] } }
`,
      },
    },
    valid: {
      files: {
        'locations/newyork.yaml': `nodes:
  newyork-3: { address: 10.1.0.13 }
`,
      },
    },
  },

  *check(cluster) {
    const longest = longestRoute(membershipsOf(cluster).graph)
    if (longest === undefined || longest.hops - 1 <= MOST_RELAYS) return
    yield {
      message: `the path between "${longest.from}" and "${longest.to}" crosses ${longest.hops - 1} relays`,
      place: cluster.nodes.find(({ name }) => name === longest.from)?.place ?? cluster.place,
    }
  },
}
