import type { HostFile } from '../../appliance/host-file.ts'
import { suggest } from '../../source/suggest.ts'
import { clusterName, type ClusterName } from '../../model/names.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'

/**
 * The cluster that a command names to ask or tell the state directory something. One that the host file does not have is a
 * slip: to hold it would hold nothing, and that nobody holds it would say nothing.
 */
export function knownCluster({ clusters }: Pick<HostFile, 'clusters'>, name: string): ClusterName {
  if (clusters.has(name)) return clusterName(name)
  const near = suggest(name, clusters.keys())
  const hint = near === undefined ? `it has ${[...clusters.keys()].sort().join(', ')}` : `did you mean "${near}"?`
  throw new CommandFailure(EXIT.usage, `the host file has no cluster "${name}", and nothing was done`, hint)
}
