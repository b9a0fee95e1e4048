import { administeredNodes } from '../facts/administration.ts'
import type { Rule } from './rule.ts'

/** Scripts do not log on to one node after another. */
export const cmGui009: Rule = {
  code: 'CM-GUI-009',
  title: 'Scripts do not log on to one node after another',
  severity: 'warning',
  stage: 'static',
  why: 'Only one node of a cluster can be attached at a time, and requests for any node can be sent through it; a loop over all nodes takes the attachment again and again.',
  source: 'CSR',
  help: 'log on once to the management node and name the node in the request',
  examples: {
    invalid: { files: { 'cluster.yaml': 'administration: [tokyo-1, tokyo-2, newyork-1, newyork-2]' } },
    valid: { files: { 'cluster.yaml': 'administration: [tokyo-1]' } },
  },

  *check(cluster) {
    const named = administeredNodes(cluster)
    const [first] = named
    const nodes = new Set(named.map(({ node }) => node))
    if (first === undefined || nodes.size < 2 || nodes.size < cluster.nodes.length) return
    yield { message: `administration logs on to all ${nodes.size} nodes`, place: first.place }
  },
}
