import { formerName, type PresentName } from '../journal/former-name.ts'
import { brokenChain } from '../journal/reading.ts'
import type { Clock, StateStore } from '../ports.ts'
import { holdOn } from './hold.ts'

/** Why no run changes a cluster, whatever is wanted of it, and what to do about that. */
export interface Obstacle {
  readonly why: string
  readonly remedy: string
}

/**
 * What is the matter with what is kept of a cluster: somebody changed its journal, or it lies under a name that the cluster
 * had before, and with it a hold that nobody may escape by another name.
 */
export async function obstacleTo(
  present: PresentName,
  { store, clock }: { readonly store: StateStore; readonly clock: Pick<Clock, 'now'> },
): Promise<Obstacle | undefined> {
  const broken = brokenChain(present.journal)
  if (broken !== undefined) {
    const remedy = 'somebody changed the journal: look at it with "pader journal verify", then move the file away'
    return { why: broken, remedy }
  }
  const former = await formerName(present, store)
  if (former === undefined) return undefined
  const { name, at } = former
  const hold = await holdOn(store, name, clock.now())
  const held = hold === undefined ? '' : `, on hold by ${hold.by}: ${hold.why}`
  return {
    why: `its nodes were changed as cluster "${name}" until ${at}, and what is kept of that, its journal and backups, has this name${held}`,
    remedy: `call it "${name}" again in the repository and the host file, or copy what is kept to the name "${present.cluster}" as docs/operate.md says`,
  }
}
