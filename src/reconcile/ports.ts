/** Time as the reconciler sees it; virtual in the simulation. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds since some moment, by a clock that nobody sets; where there is none, {@link now} stands for it. */
  elapsed?(): number
  /** Resolves after that many milliseconds, or as soon as `stop` fires. */
  sleep(milliseconds: number, stop?: AbortSignal): Promise<void>
}

/** A number of [0, 1), for jitter; seeded in the simulation. */
export type Random = () => number

/**
 * What the reconciler keeps: a folder of files of which each survives a crash whole.
 * Names are relative, with `/`. Every method that writes returns only when the bytes are on the disk.
 */
export interface StateStore {
  /** The bytes, or undefined where there is no such file. */
  read(name: string): Promise<Uint8Array | undefined>
  /** Adds bytes at the end; a crash may leave a part of them, never change what was there. */
  append(name: string, bytes: Uint8Array): Promise<void>
  /** Puts a file there whole, readable by its owner only; a crash leaves the old or the new one. */
  replace(name: string, bytes: Uint8Array): Promise<void>
  /** As {@link replace}, but false and without effect if the file exists: the one atomic question that locks rest on. */
  create(name: string, bytes: Uint8Array): Promise<boolean>
  remove(name: string): Promise<void>
  /** Names of the files directly below a folder, sorted; empty where there is no such folder. */
  list(folder: string): Promise<readonly string[]>
}

/** Names a run, so that its records in the journal can be told from those of others. */
export type RunId = string
