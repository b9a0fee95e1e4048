import { components } from '../../topology/components.ts'
import { graphOf } from '../../topology/graph.ts'
import type { Rule } from './rule.ts'

/** The graph that network groups make of the nodes is connected. */
export const cmNet002: Rule = {
  code: 'CM-NET-002',
  title: 'Every node reaches every other node through shared network groups',
  severity: 'error',
  stage: 'static',
  why:
    'Two nodes talk directly only when they share a network group, and a node in several groups relays. The ' +
    'coordinator refuses a configuration that leaves nodes apart ("Invalid node path matrix / unreachable nodes").',
  source: 'BP',
  help: 'make one node of each part a transit node, or give the parts a network group in common',
  examples: {
    invalid: { files: { 'locations/newyork.yaml': 'nodes: { newyork-1: { transit: false } }' } },
    valid: { files: { 'locations/newyork.yaml': 'nodes: { newyork-1: { transit: true } }' } },
  },

  *check(cluster) {
    const graph = graphOf(
      cluster.nodes.map(({ name, settings }) => ({ name, groups: settings['groups.network']?.value ?? [] })),
    )
    const byName = new Map(cluster.nodes.map((node) => [node.name, node]))
    const parts = components(graph).toSorted((left, right) => right.length - left.length)
    for (const part of parts.slice(1)) {
      const first = part[0] === undefined ? undefined : byName.get(part[0])
      if (first === undefined) continue
      const who = part.map((name) => `"${name}"`).join(', ')
      yield {
        message: `${who} ${part.length === 1 ? 'shares' : 'share'} no network group with the rest of the cluster`,
        place: first.settings['groups.network']?.origin.place ?? first.place,
      }
    }
  },
}
