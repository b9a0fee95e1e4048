import { plural } from '../plural.ts'
import type { Proof } from '../../plan/proof.ts'
import { unreachable } from '../../source/unreachable.ts'

/** What a phase's proof comes down to, in one line, and how it should be taken. */
export interface Verdict {
  readonly tone: 'good' | 'warning' | 'error'
  readonly words: string
}

/** Says in one line whether a phase is safe to carry out. */
export function verdictOn(proof: Proof): Verdict {
  switch (proof.kind) {
    case 'proved': {
      const { length } = proof.assumptions
      return {
        tone: 'good',
        words: `proved: no mixture of old and new nodes is cut off (${plural(length, 'assumption')})`,
      }
    }
    case 'refused':
      return { tone: 'error', words: `refused: ${proof.obstacle}` }
    case 'not needed':
      return { tone: 'good', words: `safe: ${proof.because}` }
    case 'unprovable':
      return { tone: 'warning', words: `cannot be proved: ${proof.because}` }
    default:
      return unreachable(proof)
  }
}
