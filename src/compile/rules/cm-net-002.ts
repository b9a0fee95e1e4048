import type { Cluster, Node } from '../../model/fleet.ts'
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
    const parts = partsOf(cluster)
    const [largest, ...others] = parts.toSorted((left, right) => right.length - left.length)
    for (const part of others) {
      const [first, ...more] = part
      if (first === undefined || largest === undefined) continue
      const who =
        more.length === 0 ? `"${first.name}" shares` : `${part.map(({ name }) => `"${name}"`).join(', ')} share`
      yield {
        message: `${who} no network group with the other ${largest.length} nodes`,
        place: first.settings['groups.network']?.origin.place ?? first.place,
      }
    }
  },
}

/** The nodes, split into parts that reach each other; in order of their first node. */
function partsOf(cluster: Cluster): readonly (readonly Node[])[] {
  const members = new Map<string, Node[]>()
  for (const node of cluster.nodes) {
    for (const group of node.settings['groups.network']?.value ?? []) {
      const others = members.get(group)
      if (others === undefined) members.set(group, [node])
      else others.push(node)
    }
  }
  const seen = new Set<Node>()
  const parts: Node[][] = []
  for (const start of cluster.nodes) {
    if (seen.has(start)) continue
    const part: Node[] = []
    const waiting = [start]
    seen.add(start)
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      part.push(node)
      for (const group of node.settings['groups.network']?.value ?? []) {
        for (const neighbour of members.get(group) ?? []) {
          if (seen.has(neighbour)) continue
          seen.add(neighbour)
          waiting.push(neighbour)
        }
        members.delete(group)
      }
    }
    parts.push(part)
  }
  return parts
}
