import { readAddress } from '../../model/addresses.ts'
import type { Cluster, Interface } from '../../model/fleet.ts'
import { nowhere } from '../facts/listeners.ts'
import type { Finding, Rule } from './rule.ts'

/** An interface has an address that a machine can have. */
export const cmIp019: Rule = {
  code: 'CM-IP-019',
  title: 'An interface has an address that a machine can have',
  severity: 'error',
  stage: 'static',
  scope: 'node',
  why: 'Nobody can connect to an unspecified, multicast, broadcast or reserved address, to that of a whole network, or from elsewhere to a loopback address: users do not reach the node, and a region that is selected by Proxy.IP never recognises it.',
  limits:
    'A loopback address is left alone on an interface without a role. Listeners are looked at by CM-IP-002 and CM-IP-003.',
  source: 'ours',
  help: 'write the address that the interface really has',
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
    for (const { name, interfaces } of cluster.nodes) for (const one of interfaces) yield* ofInterface(one, name)
    yield* ofVirtual(cluster)
  },
}

function* ofInterface(one: Interface, node: string): Generator<Finding> {
  for (const cidr of one.addresses) {
    const address = readAddress(cidr.replace(/\/.*$/, ''))
    const isLoopback = address.kind === 'loopback' && one.role !== undefined
    const what = isLoopback ? LOOPBACK : nowhere([{ ...one, addresses: [cidr] }], address)
    if (what === undefined) continue
    yield { message: `"${cidr}" of interface "${one.name}" of node "${node}" is ${what}`, place: one.place }
  }
}

const LOOPBACK = 'a loopback address'

function* ofVirtual({ facts }: Cluster): Generator<Finding> {
  for (const { value, origin } of facts.virtualAddresses) {
    const address = readAddress(value)
    const what = address.kind === 'loopback' ? LOOPBACK : nowhere([], address)
    if (what !== undefined) yield { message: `the virtual address "${value}" is ${what}`, place: origin.place }
  }
}
