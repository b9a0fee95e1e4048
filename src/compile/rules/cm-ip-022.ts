import { networksOverlap } from '../../model/addresses.ts'
import { heldByNode, type HeldAddress } from '../facts/held-addresses.ts'
import { onceWhereWritten } from './once-where-written.ts'
import type { Rule } from './rule.ts'

const tokyo2 = (address: string): string =>
  `nodes: { tokyo-2: { interfaces: { eth1: { address: ${address}, role: users } } } }`

/** Each interface of a node is in a network of its own. */
export const cmIp022: Rule = {
  code: 'CM-IP-022',
  title: 'Each interface of a node is in a network of its own',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  why: 'If two interfaces of a machine are in one network, it sends through either of them, whichever a request came in by, and firewalls that expect the other one drop the answer; usually an octet or the length of the network is wrong.',
  limits: 'Link-local and loopback addresses are left out, as are interfaces with the same address (CM-IP-021).',
  source: 'ours',
  help: 'enter the address and the length of the network that the interface really has',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': tokyo2('10.81.0.112/20') } },
    valid: { files: { 'locations/tokyo.yaml': tokyo2('10.81.16.12/20') } },
  },

  *check(cluster) {
    const found = [...heldByNode(cluster)].flatMap(([node, held]) => {
      const pair = overlapping(held.filter(({ address }) => address.kind === 'host'))
      if (pair === undefined) return []
      const [first, other] = pair
      const message = `"${other.cidr}" of interface "${other.one.name}" of node "${node.name}" is in the network of "${first.cidr}" of interface "${first.one.name}"`
      const related = [{ place: first.one.place, note: `interface "${first.one.name}"` }]
      return [{ node, finding: { message, place: other.one.place, related } }]
    })
    yield* onceWhereWritten(found)
  },
}

/** The first two addresses of different interfaces whose networks have addresses in common. */
function overlapping(held: readonly HeldAddress[]): readonly [HeldAddress, HeldAddress] | undefined {
  for (const [index, other] of held.entries()) {
    const first = held
      .slice(0, index)
      .find(
        ({ one, cidr, address }) =>
          one !== other.one && address.normal !== other.address.normal && networksOverlap(cidr, other.cidr),
      )
    if (first !== undefined) return [first, other]
  }
  return undefined
}
