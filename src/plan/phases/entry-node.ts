import type { NodeName } from '../../model/names.ts'
import type { Draft } from '../draft.ts'

/** The one phase of a plan that moves administration to another node; nothing else changes in such a plan. */
export function entryNodePhase(from: NodeName, to: NodeName): Draft {
  return {
    kind: 'manual',
    title: `move administration from ${from} to ${to}`,
    preconditions: [],
    steps: [
      {
        kind: 'manual',
        id: `entry node ${to}`,
        action: { kind: 'hand over', from, to },
        instructions: [
          `make sure that nobody is logged on to ${from} and that nothing is saved from now on: the newest configuration wins, by the clock of the node it was saved on`,
          `make sure that all nodes show the same storage timestamp (Configuration > Appliances), and that the clock of ${to} is not behind that of ${from}`,
          `make sure that no node has a lower priority value than ${to}`,
          `tell every administrator and every script to use ${to}; change the entry node in the host file of Pader`,
          `log on to ${to} and log off again, to show that it accepts logons`,
        ],
        check: {
          kind: 'confirmation',
          question: `do administrators and scripts now use ${to}, and no longer ${from}?`,
        },
      },
    ],
    proof: { kind: 'not needed', because: 'no configuration changes; all other changes wait for a plan of their own' },
  }
}
