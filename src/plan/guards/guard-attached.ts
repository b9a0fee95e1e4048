import type { Guard } from './guard.ts'

/** Objects while another session holds the one attachment of the cluster; it is never forced away. */
export const guardAttached: Guard = {
  code: 'GUARD-ATTACHED',
  title: 'Nobody is attached to another node',
  why: 'A cluster takes one attached UI or REST session at a time (BP, CSR), and the other may have changes that are not saved.',
  help: 'ask the holder to log off, then run again',
  *objections(plan, { attachedElsewhere }) {
    if (attachedElsewhere !== undefined && plan.phases.length > 0)
      yield `the cluster is attached at ${attachedElsewhere}`
  },
}
