import type { Guard } from './guard.ts'

/** Objects to commits about which nobody can say whether they cut a node off. */
export const guardUnprovable: Guard = {
  code: 'GUARD-UNPROVABLE',
  title: 'No commit changes what nobody can prove to be harmless',
  why: 'Routes and the way messages are sent can stop messages between nodes whatever their groups are.',
  help: 'look at the values once more, and have a way to the nodes that does not need the cluster',
  override: '--allow-unprovable',
  *objections(plan) {
    for (const { ordinal, kind, title, proof } of plan.phases)
      if (kind !== 'manual' && proof.kind === 'unprovable')
        yield `phase ${ordinal} (${title}) cannot be proved: ${proof.because}`
  },
}
