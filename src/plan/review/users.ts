import { networksOverlap } from '../../model/addresses.ts'
import type { Cluster, Location } from '../../model/fleet.ts'
import type { Consequence } from './consequence.ts'

/** Client networks that had nodes for users and have none any more, as far as client networks are declared. */
export function userConsequences(before: Cluster, after: Cluster): readonly Consequence[] {
  const served = after.locations.filter(servesUsers).flatMap(networksOf)
  return before.locations.filter(servesUsers).flatMap((location): readonly Consequence[] => {
    // A location that goes on serving users has only declared them otherwise.
    if (after.locations.some((one) => one.name === location.name && servesUsers(one))) return []
    const left = networksOf(location).filter((network) => !served.some((other) => networksOverlap(network, other)))
    if (left.length === 0) return []
    const networks = `${left.length === 1 ? 'client network' : 'client networks'} ${left.join(', ')}`
    const text = `no node serves the ${networks} any more, which location "${location.name}" served`
    return [{ kind: 'users', weight: 'caution', text, nodes: [] }]
  })
}

function servesUsers({ nodes }: Location): boolean {
  return nodes.some(({ facts }) => facts.managementOnly?.value !== true)
}

function networksOf({ clientNetworks }: Location): readonly string[] {
  return clientNetworks.map(({ value }) => value)
}
