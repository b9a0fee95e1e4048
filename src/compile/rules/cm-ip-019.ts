import { readAddress, type Address } from '../../model/addresses.ts'
import type { Cluster } from '../../model/fleet.ts'
import { valueBelow, type Place } from '../../source/place.ts'
import { heldAddressesOf, type HeldAddress } from '../facts/held-addresses.ts'
import { nowhere } from '../facts/listeners.ts'
import type { Finding, Rule } from './rule.ts'

/** Interface addresses are addresses that a machine can have. */
export const cmIp019: Rule = {
  code: 'CM-IP-019',
  title: 'Interface addresses are addresses that a machine can have',
  severity: 'error',
  stage: 'static',
  scope: 'node',
  why: 'Nobody can connect to an unspecified, multicast, broadcast, reserved or network address, or from elsewhere to a loopback address: users cannot reach the node, and a region selected by Proxy.IP never matches it.',
  limits:
    'A loopback address is accepted on an interface without a role. An IPv4 link-local address, which only neighbours reach, is a warning as a virtual address and where users are meant to connect; IPv6 gives one to every interface. Listeners are checked by CM-IP-002 and CM-IP-003.',
  source: 'ours',
  help: 'enter the address that the interface really has',
  examples: {
    invalid: {
      files: {
        'locations/tokyo.yaml': 'nodes: { tokyo-2: { interfaces: { eth1: { address: 10.81.16.0/20, role: users } } } }',
      },
    },
    valid: {
      files: {
        'locations/tokyo.yaml': 'nodes: { tokyo-2: { interfaces: { eth1: { address: 10.81.17.0/20, role: users } } } }',
      },
    },
  },

  *check(cluster) {
    for (const held of heldAddressesOf(cluster)) {
      const { one, address } = held
      const isLoopback = address.kind === 'loopback' && one.role !== undefined
      const what = isLoopback ? LOOPBACK : nowhere([held], address)
      if (what !== undefined) yield { message: `${called(held)} is ${what}`, place: one.place }
      else if (one.role === 'users' && isLinkLocal(address)) yield linkLocal(called(held), one.place)
    }
    yield* ofVirtual(cluster)
  },
}

function called({ cidr, one, node }: HeldAddress): string {
  return `"${cidr}" of interface "${one.name}" of node "${node.name}"`
}

const LOOPBACK = 'a loopback address'

function* ofVirtual({ facts }: Cluster): Generator<Finding> {
  const named = facts.virtualAddresses.map(({ value, origin }) => ({
    value,
    called: `the virtual address "${value}"`,
    place: origin.place,
  }))
  const grouped = facts.proxyHa.map(({ name, virtualAddress, place }) => ({
    value: virtualAddress,
    called: `the virtual address "${virtualAddress}" of the Proxy HA group "${name}"`,
    place: valueBelow(place, ['virtualAddress']),
  }))
  for (const { value, called, place } of [...named, ...grouped]) {
    const address = readAddress(value)
    const what = address.kind === 'loopback' ? LOOPBACK : nowhere([], address)
    if (what !== undefined) yield { message: `${called} is ${what}`, place }
    else if (isLinkLocal(address)) yield linkLocal(called, place)
  }
}

/** Of IPv4, since every interface has such an address of IPv6. */
function isLinkLocal({ kind, family }: Address): boolean {
  return kind === 'link-local' && family === 'ipv4'
}

function linkLocal(called: string, place: Place): Finding {
  return {
    severity: 'warning',
    message: `${called} is a link-local address`,
    place,
    help: 'enter the address that users connect to',
  }
}
