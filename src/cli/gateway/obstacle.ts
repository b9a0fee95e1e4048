import type { Cluster } from '../../model/fleet.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { straysIn } from '../../reconcile/gates/one-name.ts'
import { readJournalOf } from '../../reconcile/journal/journal.ts'
import type { PresentName } from '../../reconcile/journal/other-name.ts'
import type { JournalReading } from '../../reconcile/journal/reading.ts'
import { obstacleOfNames, obstacleTo, type Obstacle, type ObstaclePorts } from '../../reconcile/locks/obstacle.ts'

/** What is known of a cluster already, by whoever asks what is in its way. */
interface Known {
  readonly journal?: JournalReading
  readonly observed?: ObservedCluster
}

/** Why no run changes a cluster, whatever is wanted of it; its journal is read where nobody has done so. */
export async function obstacleOf(
  cluster: Cluster,
  ports: ObstaclePorts,
  known: Known = {},
): Promise<Obstacle | undefined> {
  return obstacleTo(await presentName(cluster, ports, known), ports)
}

/** The same as far as it is about another name of the cluster. */
export async function otherNameOf(
  cluster: Cluster,
  ports: ObstaclePorts,
  known: Known = {},
): Promise<Obstacle | undefined> {
  return obstacleOfNames(await presentName(cluster, ports, known), ports)
}

async function presentName(
  { name, nodes }: Cluster,
  { store }: ObstaclePorts,
  { journal, observed }: Known,
): Promise<PresentName> {
  const uuids = new Set(nodes.map(({ uuid }) => uuid.value))
  return {
    cluster: name,
    nodes: uuids,
    journal: journal ?? (await readJournalOf(name, store)),
    ...(observed === undefined ? {} : { strays: straysIn(observed, uuids) }),
  }
}
