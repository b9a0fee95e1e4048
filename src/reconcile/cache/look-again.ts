import type { GatewayReader } from '../../appliance/port.ts'
import { digestOfDialect } from '../../dialect/digest.ts'
import { agreeingArchive, archiveOf, movedFiles, takeBackup, type AgreeingArchive } from '../backup/archive.ts'
import { stillFresh, type ObservationCache, type CachedLook } from './observation-cache.ts'
import { look, type Look, type Scope } from '../observe/observe.ts'
import { reread } from './reread.ts'

/** Parts that may have moved before looking at everything is the shorter way. */
const FEW = 400

/**
 * Looks at a cluster, and asks only about what has moved since the last time where that is known: one backup of the whole
 * cluster says so. Only a look that agreed in everything with the backup taken before it is remembered, so that a change
 * that comes and goes between the two is not missed either.
 */
export async function lookAgain(
  reader: GatewayReader,
  scope: Scope,
  now: number,
  cache: ObservationCache,
  onNode?: (done: number, of: number) => void,
): Promise<Look> {
  const observedAt = new Date(now).toISOString()
  if (scope.archived !== true || cache.sweep === 0) return look(reader, scope, observedAt, onNode)
  const backup = await takeBackup(reader)
  const kept = cache.look
  // Whatever goes wrong from here on, nothing is believed that was not looked at.
  cache.look = undefined
  const known = stillFresh(kept, cache, now)
  const moved = known?.scope === scopeName(scope) ? await onlyWhatMoved(reader, scope, known, backup) : undefined
  if (kept === undefined || moved === undefined) {
    const seen = await look(reader, scope, observedAt, onNode)
    cache.look = keeping(seen, backup && agreeingArchive(backup, seen), scope, now)
    return seen
  }
  const seen = { ...moved, cluster: { ...moved.cluster, observedAt } }
  const agreeing = moved === known?.seen ? known : backup && agreeingArchive(backup, seen)
  // The sweep is reckoned from the last look at everything.
  cache.look = keeping(seen, agreeing, scope, kept.at)
  return seen
}

function keeping(
  seen: Look,
  agreeing: AgreeingArchive | undefined,
  scope: Scope,
  at: number,
): ObservationCache['look'] {
  if (agreeing === undefined || seen.unknown.length > 0) return undefined
  return { value: { archive: agreeing.archive, parts: agreeing.parts, seen, scope: scopeName(scope) }, at }
}

/** The last look with what has moved asked anew; undefined where it takes a look at everything to find that out. */
async function onlyWhatMoved(
  reader: GatewayReader,
  scope: Scope,
  { archive: before, parts, seen }: CachedLook,
  backup: Uint8Array | undefined,
): Promise<Look | undefined> {
  const after = backup === undefined ? undefined : archiveOf(backup)
  if (after === undefined) return undefined
  const moved = movedFiles(before, after).map((path) => (after.has(path) ? parts.get(path) : undefined))
  const known = moved.flatMap((part) => part ?? [])
  if (known.length < moved.length || known.length > FEW) return undefined
  return known.length === 0 ? seen : reread(reader, scope, seen, known)
}

/** A look for another repository, or with another dialect, says something else. */
function scopeName({ names, dialect, systemFiles, lists, ruleSets, only }: Scope): string {
  return JSON.stringify([
    [...names],
    digestOfDialect(dialect),
    [...systemFiles],
    lists,
    ruleSets !== undefined,
    only === undefined ? '' : [...only],
  ])
}
