import type { Uuid } from '../../model/names.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { Ended } from '../ending/ended.ts'
import { timeText } from '../../source/time-text.ts'
import { laterName } from '../journal/other-name.ts'
import { holdOn } from '../locks/hold.ts'
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

/** Ends the run where the cluster has another name by now: holds and journal are kept under that, and this repository is an old one. */
export async function requireNewestName({ setup, journal }: RunContext): Promise<void> {
  const { cluster, scope, store, clock } = setup
  const later = await laterName({ cluster, nodes: new Set(scope.names.keys()), journal: journal.before }, store)
  if (later === undefined) return
  const hold = await holdOn(store, later.name, clock.now())
  const held = hold === undefined ? '' : `, on hold by ${hold.by}: ${hold.why}`
  throw new Ended({
    kind: 'guarded',
    objections: [
      `what is kept of it was brought along to the name "${later.name}", and it was changed as that until ${timeText(later.at)}: this repository still calls it "${cluster}"${held}`,
    ],
    remedy: `go on with the repository that calls it "${later.name}"; to call it "${cluster}" again, copy what is kept of "${later.name}" back to this name as docs/operate.md says`,
  })
}

/** Members that are none of these nodes. */
export function straysIn({ membership }: ObservedCluster, nodes: ReadonlySet<Uuid>): ReadonlySet<Uuid> {
  return new Set(membership.kind === 'known' ? membership.value.filter((uuid) => !nodes.has(uuid)) : [])
}
