import { membershipsOf } from '../facts/membership.ts'
import type { Rule } from './rule.ts'

/** The management node is not the only transit node of its location. */
export const cmGui006: Rule = {
  code: 'CM-GUI-006',
  title: 'The management node is not the only transit node of its location',
  severity: 'info',
  stage: 'static',
  why: 'If one node is both the relay of its location and the management node, its failure takes both down just when somebody has to act.',
  source: 'BP',
  help: 'advice only: add a second transit node to the location, or choose a management node that is not a relay',
  examples: {
    invalid: { files: { 'cluster.yaml': 'entryNode: tokyo-1' } },
    valid: { files: { 'cluster.yaml': 'entryNode: tokyo-2' } },
  },

  *check(cluster) {
    const { transits } = membershipsOf(cluster)
    const entry = cluster.nodes.find(({ name }) => name === cluster.entryNode.value)
    if (entry === undefined || !transits.has(entry.name) || cluster.locations.length < 2) return
    const joining = cluster.nodes.filter((node) => node.location === entry.location && transits.has(node.name))
    const served = cluster.nodes.filter((node) => node.location === entry.location)
    if (joining.length > 1 || served.length < 2) return
    yield {
      message: `the management node "${entry.name}" is the only transit node of location "${entry.location}"`,
      place: cluster.entryNode.origin.place,
    }
  },
}
