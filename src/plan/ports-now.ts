import type { NodeName } from '../model/names.ts'
import type { ObservedCluster } from '../model/observed.ts'

/** The ports on which nodes listen today, for those whose listeners could be read. */
export function portsNow({ nodes }: ObservedCluster): ReadonlyMap<NodeName, readonly number[]> {
  const ports = new Map<NodeName, readonly number[]>()
  for (const { name, settings } of nodes.values()) {
    if (name === undefined || settings.listeners?.kind !== 'known') continue
    const { value } = settings.listeners
    if (Array.isArray(value)) ports.set(name, value.flatMap(portOf))
  }
  return ports
}

function portOf(listener: unknown): readonly number[] {
  return typeof listener === 'object' && listener !== null && 'port' in listener && typeof listener.port === 'number'
    ? [listener.port]
    : []
}
