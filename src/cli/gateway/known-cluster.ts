import type { HostFile } from '../../appliance/host-file.ts'
import { didYouMean } from '../../source/suggest.ts'
import { clusterName, type ClusterName } from '../../model/names.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'

/**
 * The cluster that a command names to ask or tell the state directory something. One that the host file does not have is a
 * slip: to hold it would hold nothing, and that nobody holds it would say nothing.
 */
export function knownCluster({ clusters }: Pick<HostFile, 'clusters'>, name: string): ClusterName {
  if (clusters.has(name)) return clusterName(name)
  const hint = didYouMean(name, clusters.keys())?.help ?? `it has ${[...clusters.keys()].sort().join(', ')}`
  throw new CommandFailure(EXIT.usage, `the host file has no cluster "${name}", and nothing was done`, hint)
}
