import type { Guard } from './guard.ts'

/** Objects to commits about which nobody can say whether they cut a node off. */
export const guardUnprovable: Guard = {
  code: 'GUARD-UNPROVABLE',
  title: 'No commit changes anything that cannot be proved harmless',
  why: 'Changes to routes or to how messages are sent can stop messages between nodes, whatever groups they are in.',
  help: 'check the values again, and have a way to reach the nodes that does not depend on the cluster',
  override: '--allow-unprovable',
  *objections(plan) {
    for (const { ordinal, kind, title, proof } of plan.phases)
      if (kind !== 'manual' && proof.kind === 'unprovable')
        yield `phase ${ordinal} (${title}) cannot be proved: ${proof.because}`
  },
}
