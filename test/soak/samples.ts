/** What was measured of a process at one moment: bytes of memory, and open descriptors. */
export interface Sample {
  readonly memory: number
  readonly descriptors: number
}

/** The samples of one quarter of the time, the first being 1. */
export function quarter(samples: readonly Sample[], which: 1 | 2 | 3 | 4): readonly Sample[] {
  const size = Math.floor(samples.length / 4)
  return samples.slice((which - 1) * size, which * size)
}

/** The middle of a figure; of no samples it is not a number, so that no comparison with it holds. */
export function median(samples: readonly Sample[], figure: 'memory' | 'descriptors'): number {
  const sorted = samples.map((sample) => sample[figure]).toSorted((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
