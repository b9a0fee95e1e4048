import type { Digest } from '../model/names.ts'

/** What one object held: the digest of it and, where that is no secret and no text of its own, the value. */
export interface Holding {
  readonly digest: Digest
  readonly value?: unknown
}

/** What the objects of a cluster held at a time, by the name of the object. */
export type Holdings = ReadonlyMap<string, Holding>
