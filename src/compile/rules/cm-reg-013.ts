import type { Cluster } from '../../model/fleet.ts'
import type { Sourced } from '../../model/sourced.ts'
import { noClientIn } from '../facts/client-networks.ts'
import type { Rule } from './rule.ts'

/** Clients have addresses that machines can have. */
export const cmReg013: Rule = {
  code: 'CM-REG-013',
  title: 'Clients have addresses that machines can have',
  severity: 'warning',
  stage: 'static',
  why: 'No client comes from an unspecified, loopback, multicast or reserved address, and one comes from a link-local address only if it is a neighbour of the node: a region of such clients never applies, and a location with them appears to share its users with no other.',
  limits: 'A network is accepted if some of its addresses can belong to clients.',
  source: 'ours',
  help: 'enter the network that the clients are really in',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'clientNetworks: [10.81.16.0/20, 127.0.0.0/8]' } },
    valid: { files: { 'locations/tokyo.yaml': 'clientNetworks: [10.81.16.0/20, 126.0.0.0/8]' } },
  },

  *check(cluster) {
    for (const { network, of } of declaredBy(cluster)) {
      const kinds = noClientIn(network.value)
      if (kinds.length === 0) continue
      yield {
        message: `the client network "${network.value}" of ${of} has ${kinds.join(' and ')} addresses only`,
        place: network.origin.place,
      }
    }
  },
}

/** A network of clients, and who declares it. */
interface Declared {
  readonly network: Sourced<string>
  readonly of: string
}

function declaredBy({ locations, regions }: Cluster): readonly Declared[] {
  return [
    ...locations.map(({ name, clientNetworks }) => ({ of: `location "${name}"`, clientNetworks })),
    ...regions.map(({ name, clientNetworks }) => ({ of: `region "${name}"`, clientNetworks })),
  ].flatMap(({ of, clientNetworks }) => clientNetworks.map((network) => ({ of, network })))
}
