/**
 * Finds names in a sorted list as long as it is asked for them in the same order. Walks along instead of looking them up:
 * of 100,000 names each look-up is a wait for memory.
 */
export function besides(sorted: readonly string[]): (name: string) => number {
  let index = 0
  return (name) => {
    for (let here = sorted[index]; here !== undefined && here < name; here = sorted[index]) index++
    return sorted[index] === name ? index : -1
  }
}
