import { join } from 'node:path'
import { settingCodec } from '../../appliance/value-codec.ts'
import { vocabularyFrom } from '../../compile/policy/vocabulary.ts'
import { emptyIsEmpty } from '../../dialect/empty-file.ts'
import { reliableFact, type Target } from '../../dialect/permission.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { NodeName, Uuid } from '../../model/names.ts'
import { ruleSetsIn } from '../../plan/holdings.ts'
import type { Applied } from '../../reconcile/journal/applied.ts'
import type { Scope } from '../../reconcile/observe/observe.ts'
import type { World } from '../world.ts'
import { dialectFor } from './dialects.ts'

/** A cluster as the repository wants it, what of it is looked at, and how what is seen is understood. */
export interface ClusterView {
  readonly cluster: Cluster
  readonly scope: Scope
  readonly target: Target
}

/** What to look at in a cluster whose folder lies below `folder`, after what was applied to it before. */
export async function viewOf(
  cluster: Cluster,
  target: Target,
  { holdings }: Applied,
  folder: string,
  world: World,
): Promise<ClusterView> {
  const dialect = await dialectFor(join(folder, cluster.name), target.provedEmulator, world)
  // Reading rule sets costs an export each, so nobody reads those of a cluster that never had any of Pader's.
  const readsRuleSets = cluster.policy.ruleSets.length > 0 || (ruleSetsIn(holdings) ?? []).length > 0
  const scope = {
    names: new Map<Uuid, NodeName>(cluster.nodes.map(({ uuid, name }) => [uuid.value, name])),
    dialect,
    codec: settingCodec,
    systemFiles: systemFilesOf(cluster),
    emptyIsEmpty: emptyIsEmpty(dialect, target),
    lists: true,
    away: new Set(cluster.nodes.flatMap((node) => (node.outOfService === undefined ? [] : [node.uuid.value]))),
    archived: reliableFact(dialect, 'backup.layout', target) !== undefined,
    ...(readsRuleSets ? { ruleSets: vocabularyFrom(dialect.policy) } : {}),
  }
  return { cluster, scope, target }
}

/** Which system files are looked at: those that the repository names, at the nodes that it names them for. */
function systemFilesOf({ nodes, policy }: Cluster): ReadonlyMap<Uuid, readonly string[]> {
  return new Map(
    nodes.map(({ name, uuid }) => [
      uuid.value,
      policy.systemFiles.flatMap(({ node, path }) => (node === name ? [path] : [])),
    ]),
  )
}
