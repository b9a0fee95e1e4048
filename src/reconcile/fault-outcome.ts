import type { ApplianceError, Fault } from '../appliance/port.ts'
import type { Outcome } from '../plan/progress.ts'

/** How far a run has come: commits made, and phases that are not effective. */
export interface RunProgress {
  readonly committed: number
  readonly left: number
}

/** What to do about each kind of fault. */
const remedies: Readonly<Record<Fault, string>> = {
  unreachable: 'check that the entry node is up, that REST is enabled on its port, and the address in the host file',
  'attached elsewhere': 'wait until the other session ends, or ask its holder to log off',
  credentials: 'correct the account or the password that the host file refers to; REST needs a role that may use it',
  untrusted: 'compare the certificate with the one in the host file; put the new pin or authority there if it is right',
  'session lost': 'run it again: what was not committed is gone, and nothing else',
  refused: 'read the message of the appliance; trying again changes nothing',
  garbled: 'check that the address leads to the REST interface itself and that no proxy or portal answers in its place',
  uncertain: 'run it again: it looks first, and goes on from what is there',
}

/** The remedy for a fault, for messages outside an apply. */
export function remedyFor(fault: Fault): string {
  return remedies[fault]
}

/**
 * How a run ends that a fault of the network or an appliance stopped before a commit was sent (what happens after one is
 * found out by looking, see `after-commit.ts`): what was written is dropped with its session.
 */
export function outcomeOfFault(error: ApplianceError, { committed, left }: RunProgress): Outcome {
  if (error.fault === 'attached elsewhere') {
    return { kind: 'locked', by: error.message, remedy: remedies[error.fault] }
  }
  return {
    kind: 'failed',
    fault: error.fault,
    message: error.fault === 'uncertain' ? `${error.message}, in a session that was given up` : error.message,
    remedy: remedies[error.fault],
    committed,
    left,
    uncertain: false,
  }
}
