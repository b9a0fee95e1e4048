import type { Dialect } from '../dialect/dialect.ts'
import { digestOfDialect } from '../dialect/digest.ts'
import type { Cluster } from '../model/fleet.ts'
import type { Digest } from '../model/names.ts'
import type { ObservedCluster, Observation } from '../model/observed.ts'
import { digestOf, digestOfCluster } from './canonical.ts'
import type { Plan } from './plan.ts'

/** What a plan is made from, as three digests; a plan is stale as soon as one of them is another. */
export type Fingerprint = Plan['basedOn']

/** The fingerprint of what a plan is about to be made from. */
export function fingerprintOf(cluster: Cluster, observed: ObservedCluster, dialect: Dialect): Fingerprint {
  return { desired: digestOfCluster(cluster), observed: digestOfObserved(observed), dialect: digestOfDialect(dialect) }
}

/**
 * Digest of what the appliances hold. When it was seen, clocks, versions and why something could not be read are left
 * out: they differ between two looks at a cluster that nobody changed.
 */
export function digestOfObserved({ membership, nodes, lists, ruleSets }: ObservedCluster): Digest {
  return digestOf({
    membership: settled(membership, (uuids) => [...uuids].toSorted()),
    lists: settled(lists, (all) => all),
    ruleSets: settled(ruleSets, (all) =>
      all.map(({ id, name, holds }) => ({ id, name, holds: settled<unknown, unknown>(holds, (it) => it) })),
    ),
    nodes: [...nodes.values()]
      .toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1))
      .map(({ uuid, settings, documents, systemFiles }) => ({
        uuid,
        settings: Object.entries(settings)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, value]) => [
            name,
            value === undefined ? 'unknown' : settled<unknown, unknown>(value, (it) => it),
          ]),
        documents: [...documents]
          .toSorted(byKey)
          .map(([id, value]) => [id, settled<unknown, unknown>(value, (it) => it)]),
        systemFiles: [...systemFiles]
          .toSorted(byKey)
          .map(([path, value]) => [path, settled<unknown, unknown>(value, (it) => it)]),
      })),
  })
}

function settled<Value, Result>(observation: Observation<Value>, read: (value: Value) => Result): unknown {
  return observation.kind === 'known' ? { known: read(observation.value) } : observation.kind
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}
