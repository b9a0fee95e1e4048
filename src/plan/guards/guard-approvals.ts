import type { Guard } from './guard.ts'

/** Objects to a plan that fewer people have signed than the machine demands. */
export const guardApprovals: Guard = {
  code: 'GUARD-APPROVALS',
  title: 'A plan carries the signatures that the host file requires',
  why: 'Signatures are required so that nobody changes a cluster alone, and nothing is carried out that nobody has read.',
  help: 'have the signers read and sign it with "pader approve FILE --sign KEY", then apply that file; no flag replaces a signature',
  *objections(_plan, { approvals }) {
    if (approvals === undefined || approvals.by.length >= approvals.wanted) return
    const { wanted, by, doubts } = approvals
    const from = by.length === 0 ? 'nobody who may has signed this plan' : `only ${by.join(', ')} signed this plan`
    const people = wanted === 1 ? 'one signature is' : `the signatures of ${wanted} people are`
    yield [`${from}, and ${people} demanded`, ...doubts].join('; ')
  },
}
