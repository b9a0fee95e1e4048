import type { Uuid } from '../../model/names.ts'
import type { ClockSkew, Observation } from '../../model/observed.ts'
import type { Verification } from '../../plan/progress.ts'
import type { AgreeingArchive } from '../backup/archive.ts'
import type { Look } from '../observe/observe.ts'

/**
 * What a process that looks at a cluster again and again keeps of it, so that the next look asks only about what has
 * moved. Nothing rests on it: whoever has none, or finds it too old, looks at everything.
 */
export interface ObservationCache {
  /** Milliseconds after which everything is looked at again, whatever seems to have moved; 0 for who will not look again. */
  readonly sweep: number
  look: Dated<CachedLook> | undefined
  clocks: Dated<ReadonlyMap<Uuid, Observation<ClockSkew>>> | undefined
  /** Who was last shown to hold which storage, by its fingerprint and what was shown of it. Nothing is written on the strength of it. */
  confirmed: Dated<{ readonly storage: string; readonly verification: Verification }> | undefined
}

/** A look at everything, the backup that agrees with it, and for which scope it was made. */
export type CachedLook = AgreeingArchive & { readonly seen: Look; readonly scope: string }

/** Something that was found out at an instant (milliseconds since 1970). */
export interface Dated<Value> {
  readonly value: Value
  readonly at: number
}

/** The cache of who has seen nothing yet. */
export function emptyCache(sweep: number): ObservationCache {
  return { sweep, look: undefined, clocks: undefined, confirmed: undefined }
}

/** What was found out, unless that is too long ago. A clock that was set back makes everything too old. */
export function stillFresh<Value>(
  dated: Dated<Value> | undefined,
  { sweep }: ObservationCache,
  now: number,
): Value | undefined {
  return dated !== undefined && now >= dated.at && now - dated.at < sweep ? dated.value : undefined
}
