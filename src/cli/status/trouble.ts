import { ApplianceError } from '../../appliance/port.ts'
import type { Cluster } from '../../model/fleet.ts'
import { remedyFor } from '../../appliance/remedies.ts'
import type { Look } from '../../reconcile/observe/observe.ts'
import type { Trouble } from '../../report/status/health.ts'

/** Name of the node at which somebody is attached, as a refusal says. */
export function holderOf(said: Look | ApplianceError | undefined, cluster: Cluster): string | undefined {
  if (!(said instanceof ApplianceError) || said.fault !== 'attached elsewhere') return undefined
  if (said.holder === undefined) return 'unnamed'
  return cluster.nodes.find(({ uuid }) => uuid.value.toUpperCase() === said.holder)?.name ?? said.holder
}

/** Why a cluster cannot be looked at through its entry node, and what helps. */
export function troubleOf(error: ApplianceError, cluster: Cluster): Trouble {
  const isBusy = error.fault === 'attached elsewhere' || error.fault === 'account in use'
  const kind = isBusy ? 'attached elsewhere' : 'unreachable'
  const holder = holderOf(error, cluster)
  const entry = cluster.entryNode.value
  if (holder !== undefined && holder !== 'unnamed') {
    const message = `cannot read the cluster through ${entry}, the entry node: somebody is logged on at ${holder}`
    return { kind, message, remedy: remedyFor(error) }
  }
  const message = `cannot read the cluster through ${entry}, the entry node: ${error.message} (${error.request})`
  return { kind, message, remedy: remedyFor(error) }
}
