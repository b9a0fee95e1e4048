/** Decides of each mishap of a life whether it really happens, so that a life can be lived again without some of them. */
export interface Fate {
  /** Counts a mishap; false when this life is spared it. */
  readonly strikes: (what: string) => boolean
  /** What could happen, in the order in which it came up. */
  readonly mishaps: readonly string[]
}

/** A fate that spares a life the mishaps with these numbers, from 1. */
export function fateSparing(spared: ReadonlySet<number>): Fate {
  const mishaps: string[] = []
  return {
    mishaps,
    strikes: (what) => {
      mishaps.push(what)
      return !spared.has(mishaps.length)
    },
  }
}
