/**
 * What earlier runs found out. It may forget at any time: what is not known is worked out, and comes to the same.
 */
export interface Cache {
  /** What was kept under a key; undefined where nothing was, and where it is damaged. */
  get(key: string): unknown
  /** Keeps plain data. */
  put(key: string, value: object): void
  /** Lets go of the oldest when there is too much; called once at the end of a run. */
  tidy(): void
}
