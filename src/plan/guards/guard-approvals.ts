import type { Guard } from './guard.ts'

/** Objects to a plan that fewer people have signed than the machine demands. */
export const guardApprovals: Guard = {
  code: 'GUARD-APPROVALS',
  title: 'A plan carries the signatures that the host file demands',
  why: 'Who demands signatures wants nobody to change a cluster alone, and nothing to be carried out that nobody read.',
  help: 'let them read and sign it with "pader approve FILE --sign KEY", and carry out that file; no flag stands in for a signature',
  *objections(_plan, { approvals }) {
    if (approvals === undefined || approvals.by.length >= approvals.wanted) return
    const { wanted, by, doubts } = approvals
    const from = by.length === 0 ? 'nobody who may has signed this plan' : `only ${by.join(', ')} signed this plan`
    const people = wanted === 1 ? 'one signature is' : `the signatures of ${wanted} people are`
    yield [`${from}, and ${people} demanded`, ...doubts].join('; ')
  },
}
