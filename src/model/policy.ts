/** Region-specific policy of a cluster: rule sets, lists, settings and system files. */
export interface Policy {
  readonly ruleSets: readonly unknown[]
}
