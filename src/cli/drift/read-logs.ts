import type { GatewayReader } from '../../appliance/port.ts'
import type { LogText } from '../../doctor/evidence.ts'
import type { ClusterView } from '../gateway/cluster-view.ts'

/** Logs of the nodes as far as they could be read, and why the others could not. */
export interface NodeLogs {
  readonly logs: readonly LogText[]
  readonly unread: readonly string[]
}

/**
 * Reads one log of every node through a session at the entry node. Where logs lie is a fact of the dialect: where nobody
 * knows it, nothing is asked, and that is said.
 */
export async function readNodeLogs(
  reader: GatewayReader,
  { cluster, scope }: ClusterView,
  log: 'coordinator' | 'audit',
): Promise<NodeLogs> {
  const place = scope.dialect.facts.get(`log.${log}`)
  if (place === undefined)
    return { logs: [], unread: [`where an appliance keeps its ${log} log is not in the dialect`] }
  const logs: LogText[] = []
  const reasons = new Map<string, string[]>()
  for (const { name, uuid } of cluster.nodes) {
    const text = await reader.logFile(uuid.value, place.value)
    if (text.kind === 'known') logs.push({ name: `${name}:${place.value}`, writer: uuid.value, text: text.value })
    else {
      const why = text.kind === 'unknown' ? text.reason : `there is no "${place.value}"`
      reasons.set(why, [...(reasons.get(why) ?? []), name])
    }
  }
  return { logs, unread: [...reasons].map(([why, names]) => `the ${log} log of ${names.join(', ')}: ${why}`) }
}
