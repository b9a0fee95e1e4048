import type { Guard } from './guard.ts'

/** Objects to what the prover refused; nobody can override arithmetic. */
export const guardProof: Guard = {
  code: 'GUARD-PROOF',
  title: 'Every phase is proved not to cut any node off',
  why: 'While a commit spreads, any mixture of old and new nodes can exist; a node that is cut off in the meantime does not get the rest.',
  help: 'make the intermediate change that the refusal suggests, as a commit of its own',
  *objections(plan) {
    for (const { ordinal, title, proof } of plan.phases)
      if (proof.kind === 'refused')
        yield `phase ${ordinal} (${title}) is refused: ${proof.obstacle}; ${proof.suggestion}`
  },
}
