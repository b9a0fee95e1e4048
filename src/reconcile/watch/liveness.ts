/** How long (milliseconds) a loop may stay still, and a pass may work without telling of any progress. */
export interface PulsePatience {
  readonly turn: number
  readonly work: number
}

/** Whether the watches of a process get on: what a watchdog is fed by, so that a loop that hangs starves it. */
export interface Pulse {
  /** The loop of a cluster has turned; `working` while a pass of it runs. */
  turned(cluster: string, at: number, working: boolean): void
  /** A pass of the cluster has got one step further. */
  worked(cluster: string, at: number): void
  left(cluster: string): void
  /** Clusters whose loop stands still or whose pass hangs. */
  stuck(at: number): readonly string[]
}

/** Feels the pulse of watches; pure but for what it remembers. */
export function createPulse(patience: PulsePatience): Pulse {
  const beats = new Map<string, { readonly turned: number; readonly worked: number; readonly working: boolean }>()
  return {
    turned: (cluster, at, working) => {
      const before = beats.get(cluster)
      const worked = before?.working === true && working ? before.worked : at
      beats.set(cluster, { turned: at, worked, working })
    },
    worked: (cluster, at) => {
      const before = beats.get(cluster)
      if (before !== undefined) beats.set(cluster, { ...before, worked: at })
    },
    left: (cluster) => beats.delete(cluster),
    stuck: (at) =>
      [...beats]
        .filter(
          ([, { turned, worked, working }]) => at - turned > patience.turn || (working && at - worked > patience.work),
        )
        .map(([cluster]) => cluster),
  }
}
