/** How long (milliseconds) a loop may stay still, and a pass may work without telling of any progress. */
export interface LivenessTimeouts {
  readonly turn: number
  readonly work: number
}

/** Whether the watches of a process get on: what a watchdog is fed by, so that a loop that hangs starves it. */
export interface Liveness {
  /** The loop of a cluster has turned; `working` while a pass of it runs. */
  turned(cluster: string, at: number, working: boolean): void
  /** A pass of the cluster has got one step further. */
  worked(cluster: string, at: number): void
  left(cluster: string): void
  /** Clusters whose loop stands still or whose pass hangs. */
  stuck(at: number): readonly string[]
}

/** Judges the liveness of watches; pure but for what it remembers. */
export function createLiveness(timeouts: LivenessTimeouts): Liveness {
  const seen = new Map<string, { readonly turned: number; readonly worked: number; readonly working: boolean }>()
  return {
    turned: (cluster, at, working) => {
      const before = seen.get(cluster)
      const worked = before?.working === true && working ? before.worked : at
      seen.set(cluster, { turned: at, worked, working })
    },
    worked: (cluster, at) => {
      const before = seen.get(cluster)
      if (before !== undefined) seen.set(cluster, { ...before, worked: at })
    },
    left: (cluster) => seen.delete(cluster),
    stuck: (at) =>
      [...seen]
        .filter(
          ([, { turned, worked, working }]) => at - turned > timeouts.turn || (working && at - worked > timeouts.work),
        )
        .map(([cluster]) => cluster),
  }
}
