import type { Cluster } from '../../model/fleet.ts'
import { readJournalOf } from '../../reconcile/journal/journal.ts'
import type { JournalReading } from '../../reconcile/journal/reading.ts'
import { obstacleTo, type Obstacle } from '../../reconcile/locks/obstacle.ts'
import type { StatePorts } from './open-cluster.ts'

/** Why no run changes a cluster, whatever is wanted of it; its journal is read where nobody has done so. */
export async function obstacleOf(
  { name, nodes }: Cluster,
  state: Pick<StatePorts, 'store' | 'clock'>,
  journal?: JournalReading,
): Promise<Obstacle | undefined> {
  const uuids = new Set(nodes.map(({ uuid }) => uuid.value))
  const read = journal ?? (await readJournalOf(name, state.store))
  return obstacleTo({ cluster: name, nodes: uuids, journal: read }, state)
}
