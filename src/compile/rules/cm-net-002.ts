import type { Cluster } from '../../model/fleet.ts'
import { jointsOf } from '../fix/reconnect.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import { isWhole, networkGroupsOf, membershipsOf } from '../facts/membership.ts'
import { counted, quoted } from '../wording/phrase.ts'
import { components } from '../../topology/components.ts'
import type { Finding, Rule } from './rule.ts'

/** Every node reaches every other node through shared network groups. */
export const cmNet002: Rule = {
  code: 'CM-NET-002',
  title: 'Every node reaches every other node through shared network groups',
  severity: 'error',
  stage: 'static',
  why: 'Two nodes talk directly only when they share a network group, and a node in several groups relays. The coordinator refuses a configuration that leaves nodes apart ("Invalid node path matrix / unreachable nodes").',
  source: 'BP',
  help: 'make one node of each part a transit node, or give the parts a network group in common',
  examples: {
    invalid: { files: { 'locations/newyork.yaml': 'nodes: { newyork-1: { transit: false } }' } },
    valid: { files: { 'locations/newyork.yaml': 'nodes: { newyork-1: { transit: true } }' } },
  },

  *check(cluster) {
    if (isWhole(cluster)) return
    // A node that is in no group at all is reported by CM-NET-001.
    const alone = new Set(
      cluster.nodes.filter((node) => networkGroupsOf(node).every((name) => name.trim() === '')).map(({ name }) => name),
    )
    const parts = components(membershipsOf(cluster).graph).filter((part) => !part.some((name) => alone.has(name)))
    const [largest, ...others] = parts.toSorted((a, b) => b.length - a.length)
    if (largest === undefined || others.length === 0) return
    yield {
      message: `the network groups leave the cluster in ${counted(parts.length, 'part')}: ${quoted(others.flat(), 3)} cannot reach ${quoted(largest, 3)}`,
      place: cluster.place,
      ...joinedByOne(cluster),
    }
  },
}

/** Where one node can join all of a cluster, what is wrong is a line of that node; of several CM-NET-003 tells one by one. */
function joinedByOne(cluster: Cluster): Partial<Finding> {
  const [only, second] = jointsOf(cluster)
  if (only === undefined || second !== undefined) return {}
  const { node, help, fix } = only
  return { place: placeOf(node, 'groups.network'), help, ...(fix === undefined ? {} : { fix }) }
}
