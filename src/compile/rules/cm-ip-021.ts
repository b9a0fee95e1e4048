import { sameAddress } from '../../model/addresses.ts'
import { heldAddressesOf, type HeldAddress } from '../facts/held-addresses.ts'
import { repeatsIn, settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

const tokyo2 = (address: string): string =>
  `nodes: { tokyo-2: { interfaces: { eth1: { address: ${address}, role: users } } } }`

/** An address of an interface is there once in a location. */
export const cmIp021: Rule = {
  code: 'CM-IP-021',
  title: 'An address of an interface is there once in a location',
  severity: 'error',
  stage: 'static',
  why: 'Of two machines with one address a user reaches now one and now the other, and a region that is selected by Proxy.IP has both; a node that was copied in the YAML is how it happens.',
  limits:
    'Addresses of one location are compared, since separate sites may use the same private ones. What two nodes listen on is looked at by CM-IP-009. Link-local and loopback addresses may be there many times.',
  source: 'ours',
  help: 'write the address that the interface really has',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': tokyo2('10.81.16.11/20') } },
    valid: { files: { 'locations/tokyo.yaml': tokyo2('10.81.16.13/20') } },
  },

  *check(cluster) {
    const held = heldAddressesOf(cluster).filter(({ address }) => address.kind === 'host')
    // Where no address is there twice in the cluster, as nearly everywhere, none is in a location.
    if (repeatsIn(held, ({ address }) => address.normal).length === 0) return
    for (const { first, other } of repeatsIn(held, ({ node, address }) => `${node.location} ${address.normal}`)) {
      if (first.node !== other.node && listensOn(first) && listensOn(other)) continue
      yield {
        message: `interface "${other.one.name}" of node "${other.node.name}" has the address "${other.address.normal}" of interface "${first.one.name}" of node "${first.node.name}"`,
        place: other.one.place,
        related: [{ place: first.one.place, note: `interface "${first.one.name}" of "${first.node.name}"` }],
      }
    }
  },
}

function listensOn({ node, address }: HeldAddress): boolean {
  return settingOf(node, 'listeners')?.some((endpoint) => sameAddress(endpoint.address, address.normal)) === true
}
