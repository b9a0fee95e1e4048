import { gitFingerprint, OUTSIDE_GIT } from '../../repository/git-fingerprint.ts'
import type { WorkingCopy } from '../../repository/working-copy.ts'
import { askWorkingCopy } from '../repository/ask-working-copy.ts'
import type { World } from '../world.ts'
import type { NamedCache } from './open-cache.ts'

/**
 * What the working copy of a folder stands on. Git is asked unless nothing has changed that its answer depends on: to
 * start it takes as long as all that is said when nothing has changed. `state` is of the files in the folder, where
 * that is known.
 */
export async function workingCopyOf(
  folder: string,
  state: string | undefined,
  known: NamedCache | undefined,
  world: World,
): Promise<WorkingCopy | undefined> {
  const fingerprint = known && state && gitFingerprint(folder, world.env, world.now().getTime())
  if (known === undefined || fingerprint === undefined) return askWorkingCopy(folder, world)
  if (fingerprint === OUTSIDE_GIT) return undefined
  const now = `${state}\n${fingerprint}`
  const key = known.keys.folder('git', folder)
  const kept = known.cache.get(key)
  if (isKept(kept) && kept.state === now) return { commit: kept.commit, modified: kept.modified }
  const copy = await askWorkingCopy(folder, world)
  if (copy !== undefined) known.cache.put(key, { ...copy, state: now })
  return copy
}

interface Kept extends WorkingCopy {
  readonly state: string
}

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'state' in value && 'commit' in value && 'modified' in value
}
