import { normalHost } from '../../model/addresses.ts'
import { groupName, type GroupName, type NodeName } from '../../model/names.ts'
import { components } from '../../topology/components.ts'
import { byName, graphOf, type Member } from '../../topology/graph.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import { serverListsOf } from '../facts/time-servers.ts'
import { quoted } from '../wording/phrase.ts'
import type { Cluster, Node } from '../../model/fleet.ts'
import type { Rule } from './rule.ts'

/** The nodes share time sources. */
export const cmTime002: Rule = {
  code: 'CM-TIME-002',
  title: 'The nodes share time sources',
  severity: 'warning',
  stage: 'static',
  why: 'Nodes that follow different sources can each be right by their own source and still differ from each other.',
  source: 'BP',
  help: 'give all nodes the same servers, or at least one in common',
  examples: {
    invalid: { files: { 'locations/newyork.yaml': 'defaults: { ntp: { servers: [192.0.2.1] } }' } },
    valid: { files: { 'locations/newyork.yaml': 'defaults: { ntp: { servers: [10.1.0.3, 192.0.2.1] } }' } },
  },

  *check(cluster) {
    const [largest, other] = partsByServer(cluster).toSorted((a, b) => b.length - a.length)
    const odd = cluster.nodes.find(({ name }) => name === other?.[0])
    if (largest === undefined || other === undefined || odd === undefined) return
    yield {
      message: `${quoted(other)} ${other.length === 1 ? 'shares' : 'share'} no time source with ${quoted(largest, 2)}`,
      place: placeOf(odd, 'ntp.servers'),
    }
  },
}

/** Nodes that name servers, in parts that are linked by common ones: to the graph a server is a group like any other. */
function partsByServer(cluster: Cluster): readonly (readonly NodeName[])[] {
  const alike = new Map<NodeName, readonly Node[]>()
  const members: Member[] = []
  // Most nodes name the servers that others name too, and one stands for all of them.
  for (const { servers, nodes } of serverListsOf(cluster)) {
    const [first] = nodes
    const groups = groupsOf(servers ?? [])
    if (first === undefined || groups.length === 0) continue
    alike.set(first.name, nodes)
    members.push({ name: first.name, groups })
  }
  const parts = components(graphOf(members))
  // Nearly always it is one, which nobody needs written out.
  if (parts.length < 2) return []
  return parts.map((part) => part.flatMap((name) => (alike.get(name) ?? []).map((node) => node.name)).toSorted(byName))
}

function groupsOf(servers: readonly string[]): readonly GroupName[] {
  return servers.flatMap((server) => {
    const name = normalHost(server)
    return name === '' ? [] : [groupName(name)]
  })
}
