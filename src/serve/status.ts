/** The watch of one cluster as the status page and `/status.json` show it. Instants are ISO texts. */
export interface ClusterStatus {
  readonly cluster: string
  readonly mode: 'observe' | 'enforce'
  /** Full id of the commit that the cluster is to follow; absent where files are followed, or before the first fetch. */
  readonly commit?: string
  readonly busy: boolean
  /** How the last pass ended; absent before the first one did. */
  readonly last?: { readonly kind: string; readonly words: string; readonly at: string }
  /** Why the branch could not be read or is not believed, since the last time that it was. */
  readonly source?: string
}

/** Whether every cluster was looked at, and the last look did not fail. */
export function isReady(statuses: readonly ClusterStatus[]): boolean {
  return statuses.length > 0 && statuses.every(({ last }) => last !== undefined && last.kind !== 'failed')
}
