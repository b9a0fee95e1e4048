import type { ClusterHost } from '../../appliance/host-file.ts'
import type { Cluster } from '../../model/fleet.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'

/**
 * Ends the command where the host file names a location that a cluster does not have. One that is misspelt would have a window
 * that is nobody's and be open at all times, or be changed at a moment that nobody meant.
 */
export function demandLocations({ name, locations }: Cluster, { windows, freezes, canary }: ClusterHost): void {
  const known = new Set<string>(locations.map((location) => location.name))
  const demand = (named: readonly string[], says: string, correct: string): void => {
    const strange = named.filter((location) => !known.has(location))
    if (strange.length === 0) return
    const message = `the ${says} "${strange.join('", "')}"`
    throw new CommandFailure(EXIT.invalid, message, `${correct} in the host file: it has ${[...known].join(', ')}`)
  }
  const inTimes = [...windows, ...freezes].flatMap((times) => times.locations ?? [])
  demand(inTimes, `change times of cluster "${name}" name`, 'correct them')
  demand(canary?.order ?? [], `canary of cluster "${name}" names`, 'correct it')
}
