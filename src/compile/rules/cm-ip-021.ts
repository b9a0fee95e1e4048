import { sameAddress } from '../../model/addresses.ts'
import { heldAddressesOf, type HeldAddress } from '../facts/held-addresses.ts'
import { repeatsIn, settingOf } from '../facts/settings-of-nodes.ts'
import { onceWhereWritten } from './once-where-written.ts'
import type { Finding, Rule } from './rule.ts'

const tokyo2 = (address: string): string =>
  `nodes: { tokyo-2: { interfaces: { eth1: { address: ${address}, role: users } } } }`

/** An interface address is used only once in a location. */
export const cmIp021: Rule = {
  code: 'CM-IP-021',
  title: 'An interface address is used only once in a location',
  severity: 'error',
  stage: 'static',
  why: 'If two machines have the same address, a user reaches sometimes one and sometimes the other, and a region selected by Proxy.IP contains both; it usually happens when a node is copied in the YAML.',
  limits:
    'Addresses are compared within one location, since separate sites may use the same private ones. Listeners are compared by CM-IP-009. Link-local and loopback addresses may occur more than once.',
  source: 'ours',
  help: 'enter the address that the interface really has',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': tokyo2('10.81.16.11/20') } },
    valid: { files: { 'locations/tokyo.yaml': tokyo2('10.81.16.13/20') } },
  },

  *check(cluster) {
    const held = heldAddressesOf(cluster).filter(({ address }) => address.kind === 'host')
    // Where no address is there twice in the cluster, as nearly everywhere, none is in a location.
    if (repeatsIn(held, ({ address }) => address.normal).length === 0) return
    const repeats = repeatsIn(held, ({ node, address }) => `${node.location} ${address.normal}`)
    yield* onceWhereWritten(
      repeats
        .filter(({ first, other }) => first.node === other.node || !listensOn(first) || !listensOn(other))
        .map(({ first, other }) => ({ node: other.node, finding: sharedWith(first, other) })),
    )
  },
}

function sharedWith(first: HeldAddress, other: HeldAddress): Finding {
  return {
    message: `interface "${other.one.name}" of node "${other.node.name}" has the address "${other.address.normal}" of interface "${first.one.name}" of node "${first.node.name}"`,
    place: other.one.place,
    related: [{ place: first.one.place, note: `interface "${first.one.name}" of "${first.node.name}"` }],
  }
}

function listensOn({ node, address }: HeldAddress): boolean {
  return settingOf(node, 'listeners')?.some((endpoint) => sameAddress(endpoint.address, address.normal)) === true
}
