import { passageFinder, tellingEdges } from '../facts/passages.ts'
import type { Rule } from './rule.ts'

/** Addresses are not translated between nodes. */
export const cmIp014: Rule = {
  code: 'CM-IP-014',
  title: 'Addresses are not translated between nodes',
  severity: 'warning',
  stage: 'static',
  unverified: true,
  why: 'Nodes may verify the address of the connecting peer; with address translation, they see a different one.',
  source: 'recalled',
  help: 'route between the locations without address translation',
  examples: {
    invalid: { files: { 'cluster.yaml': 'network: { nat: [{ between: [tokyo, newyork] }] }' } },
    valid: { files: { 'cluster.yaml': 'network: { nat: [] }' } },
  },

  *check(cluster) {
    const edges = [...tellingEdges(cluster, cluster.facts.nat)]
    for (const passage of cluster.facts.nat) {
      const translates = passageFinder([passage], 'tcp', 0)
      const edge = edges.find(({ from, to }) => translates(from, to) || translates(to, from))
      if (edge === undefined) continue
      yield {
        message: `addresses are translated between "${edge.from.name}" and "${edge.to.name}"`,
        place: passage.place,
      }
    }
  },
}
