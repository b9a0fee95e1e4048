import type { Address } from '../../model/addresses.ts'
import { listenersOf } from '../facts/listeners.ts'
import { membershipsOf } from '../facts/membership.ts'
import { groupedBy, placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Nodes that talk to each other listen on addresses of the same family. */
export const cmIp015: Rule = {
  code: 'CM-IP-015',
  title: 'Nodes that talk to each other listen on addresses of the same family',
  severity: 'error',
  stage: 'static',
  why: 'A node that has only an IPv6 listener cannot be reached by a node that has only IPv4.',
  source: 'ours',
  help: 'give the nodes of the group addresses of the same family, or of both',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': "nodes: { tokyo-2: { listeners: ['2001:db8::12'] } }" } },
    valid: { files: { 'locations/tokyo.yaml': "nodes: { tokyo-2: { listeners: ['10.81.0.12:12346'] } }" } },
  },

  *check(cluster) {
    const listeners = listenersOf(cluster)
    const isUsed = (family: Address['family']): boolean => listeners.some(({ address }) => address.family === family)
    if (!isUsed('ipv4') || !isUsed('ipv6')) return
    const families = new Map(
      [...groupedBy(listeners, ({ node }) => node)].map(([node, own]) => [
        node,
        own.flatMap(({ address }) => address.family ?? []),
      ]),
    )
    for (const { name, members } of membershipsOf(cluster).groups.values()) {
      // A node with both reaches everybody; it may stand between two that do not reach each other.
      const bound = members.filter((node) => new Set(families.get(node)).size === 1)
      const [first] = bound
      const odd = bound.find(
        (node) => first !== undefined && !families.get(node)?.some((family) => families.get(first)?.includes(family)),
      )
      if (first === undefined || odd === undefined) continue
      yield {
        message: `nodes "${first.name}" and "${odd.name}" of the network group "${name}" listen on different address families`,
        place: placeOf(odd, 'listeners'),
      }
    }
  },
}
