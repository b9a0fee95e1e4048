import type { Uuid } from '../../model/names.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { Ended } from '../ending/ended.ts'
import { obstacleOfNames } from '../locks/obstacle.ts'
import type { Look } from '../observe/observe.ts'
import type { RunContext } from '../run/run-context.ts'

/** Ends the run where it is about a cluster that another name changes too, as it does until a split has been carried out. */
export async function requireOneName({ cluster: observed }: Look, { setup, journal }: RunContext): Promise<void> {
  const { cluster, scope } = setup
  const nodes = new Set(scope.names.keys())
  const strays = straysIn(observed, nodes)
  const obstacle = await obstacleOfNames({ cluster, nodes, strays, journal: journal.before }, setup)
  if (obstacle !== undefined) throw new Ended({ kind: 'guarded', objections: [obstacle.why], remedy: obstacle.remedy })
}

/** Members that are none of these nodes. */
export function straysIn({ membership }: ObservedCluster, nodes: ReadonlySet<Uuid>): ReadonlySet<Uuid> {
  return new Set(membership.kind === 'known' ? membership.value.filter((uuid) => !nodes.has(uuid)) : [])
}
