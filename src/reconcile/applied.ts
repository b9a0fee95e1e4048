import { digest, type ClusterName } from '../model/names.ts'
import type { Holdings } from '../plan/holdings.ts'
import type { StateStore } from './ports.ts'

/** What the cluster held when Pader last had nothing left to do; empty before the first time, and when the file is damaged. */
export async function readApplied(store: StateStore, cluster: ClusterName): Promise<Holdings> {
  const bytes = await store.read(nameOf(cluster))
  if (bytes === undefined) return new Map()
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const entries = Object.entries(typeof value === 'object' && value !== null ? value : {})
    return new Map(entries.flatMap(([name, held]) => (typeof held === 'string' ? [[name, digest(held)]] : [])))
  } catch {
    return new Map()
  }
}

/** Remembers what a cluster holds; writes only when that is something else than before. */
export async function rememberApplied(store: StateStore, cluster: ClusterName, holdings: Holdings): Promise<void> {
  const bytes = new TextEncoder().encode(
    `${JSON.stringify(Object.fromEntries([...holdings].toSorted(([left], [right]) => (left < right ? -1 : 1))))}\n`,
  )
  const before = await store.read(nameOf(cluster))
  if (before === undefined || !Buffer.from(before).equals(bytes)) await store.replace(nameOf(cluster), bytes)
}

function nameOf(cluster: ClusterName): string {
  return `applied/${cluster}.json`
}
