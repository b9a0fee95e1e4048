/**
 * What earlier runs found out. It may forget at any time: what is not known is worked out, and comes to the same.
 */
export interface Memory {
  /** What was kept under a key; undefined where nothing was, and where it is damaged. */
  recall(key: string): unknown
  /** Keeps plain data. */
  keep(key: string, value: object): void
  /** Lets go of the oldest when there is too much; called once at the end of a run. */
  tidy(): void
}
