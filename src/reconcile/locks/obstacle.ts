import { timeText } from '../../source/time-text.ts'
import { otherName, type OtherName, type PresentName } from '../journal/other-name.ts'
import { brokenChain } from '../journal/reading.ts'
import type { Clock, StateStore } from '../ports.ts'
import { holdOn } from './hold.ts'

/** Why no run changes a cluster, whatever is wanted of it, and what to do about that. */
export interface Obstacle {
  readonly why: string
  readonly remedy: string
}

/** Where what is kept of clusters lies, and the time that holds are judged by. */
export interface ObstaclePorts {
  readonly store: StateStore
  readonly clock: Pick<Clock, 'now'>
}

/**
 * What is the matter with what is kept of a cluster: somebody changed its journal, or it was changed under another name, and
 * there may be a hold that nobody may escape by this one.
 */
export async function obstacleTo(present: PresentName, ports: ObstaclePorts): Promise<Obstacle | undefined> {
  const broken = brokenChain(present.journal)
  if (broken === undefined) return obstacleOfNames(present, ports)
  const remedy = 'somebody changed the journal: look at it with "pader journal verify", then move the file away'
  return { why: broken, remedy }
}

/** The same as far as it is about names: two must not change one cluster. */
export async function obstacleOfNames(
  present: PresentName,
  { store, clock }: ObstaclePorts,
): Promise<Obstacle | undefined> {
  const other = await otherName(present, store)
  if (other === undefined) return undefined
  const hold = await holdOn(store, other.name, clock.now())
  const held = hold === undefined ? '' : `, on hold by ${hold.by}: ${hold.why}`
  return other.isBeside ? besideWords(present, other, held) : formerWords(present, other, held)
}

function besideWords({ cluster }: PresentName, { name, at }: OtherName, held: string): Obstacle {
  return {
    why: `it is in one cluster with a node that was changed as "${name}" until ${timeText(at)}, and two names must not change one cluster${held}`,
    remedy: `to split them, see "pader plan --cluster ${name}" for how to remove these nodes from it, then run this again; to keep them together, write all nodes under one name and not "${cluster}" beside "${name}"`,
  }
}

function formerWords({ cluster }: PresentName, { name, at }: OtherName, held: string): Obstacle {
  return {
    why: `its nodes were changed as cluster "${name}" until ${timeText(at)}, and what is kept of that, its journal and backups, has this name${held}`,
    remedy: `if it is the same cluster, call it "${name}" again in the repository and the host file, or copy what is kept to the name "${cluster}" as docs/operate.md says; if "${name}" goes on without these nodes, carry out first what "pader plan --cluster ${name}" says`,
  }
}
