import { administeredNodes } from '../facts/administration.ts'
import type { Rule } from './rule.ts'

/** Administrators and scripts use the management node. */
export const cmGui002: Rule = {
  code: 'CM-GUI-002',
  title: 'Administrators and scripts use the management node',
  severity: 'warning',
  stage: 'static',
  why: 'Logging on to another node is refused while a session is attached to the management node, or locks out whoever is using it.',
  source: 'BP, CSR',
  help: 'log on to the management node; requests for any node can be sent through it',
  examples: {
    invalid: { files: { 'cluster.yaml': "administration: ['https://newyork-1:4712']" } },
    valid: { files: { 'cluster.yaml': "administration: ['https://tokyo-1:4712']" } },
  },

  *check(cluster) {
    // That the management node is none is reported where it is named.
    if (!cluster.nodes.some(({ name }) => name === cluster.entryNode.value)) return
    const named = administeredNodes(cluster)
    // Addresses of all nodes in turn are reported by CM-GUI-009.
    if (new Set(named.map(({ node }) => node)).size === cluster.nodes.length) return
    for (const { node, place } of named) {
      if (node.name === cluster.entryNode.value) continue
      yield {
        message: `administration goes through "${node.name}", but the management node is "${cluster.entryNode.value}"`,
        place,
      }
    }
  },
}
