/** How changes of settings are spread over the locations of a cluster, and when the next one may follow. */
export interface Canary {
  /** Names of locations, the first to be changed first; those that are not named follow, the smallest first. */
  readonly order: readonly string[]
  /** Seconds for which a commit has to be in effect before the next location follows. */
  readonly soakSeconds: number
  /** What is asked for through the proxy of every node that was changed. */
  readonly probe?: ProxyRequest
}

/** A request through the proxies of nodes. */
export interface ProxyRequest {
  readonly url: string
  /** Port of the proxy on each node. */
  readonly port: number
  /** Statuses of which the answer has to have one; any below 500 will do where there are none. */
  readonly statuses?: readonly number[]
}
