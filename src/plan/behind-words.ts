import type { NodeName } from '../model/names.ts'

/** Which nodes do not hold what the entry node does, for a sentence. */
export function behindWords(behind: readonly NodeName[]): string {
  return `${behind.join(', ')} ${behind.length === 1 ? 'holds' : 'hold'} something different from the entry node`
}
