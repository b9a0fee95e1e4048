import type { Phase, Precondition } from '../../plan/plan.ts'
import type { RunContext } from '../run/run-context.ts'
import { confirmedSteps } from '../journal/confirmed-steps.ts'
import { Ended } from '../ending/ended.ts'
import { waitFor } from './manual-steps.ts'

type Isolated = Extract<Precondition, { kind: 'isolated' }>

/**
 * Lets a phase begin only when the nodes under repair are shown to be shut away: one that came back in the middle of it
 * would bring old groups with it. An open port is never talked away; where nobody answers, a person may vouch for it.
 */
export async function requireIsolation({ title, preconditions }: Phase, context: RunContext): Promise<void> {
  for (const condition of preconditions) {
    if (condition.kind === 'isolated') await demand(condition, title, context)
  }
}

async function demand(condition: Isolated, title: string, context: RunContext): Promise<void> {
  const { node, ticket, endpoints } = condition
  const { probe, clock } = context.setup
  const states = await Promise.all(endpoints.map(async ({ address, port }) => probe(address, port)))
  const open = endpoints.filter((_, index) => states[index] === 'open')
  const step = `isolate ${node}`
  if (open.length === 0) {
    if (states.length > 0 && states.every((state) => state === 'closed')) return
    if (confirmedSteps(context.journal.before, clock.now()).has(step)) return
  }
  const where = (open.length > 0 ? open : endpoints).map(({ address, port }) => `${address}:${port}`).join(', ')
  const found =
    open.length > 0
      ? `${node} is declared out of service (${ticket}) but accepts connections at ${where}: it could return while "${title}" spreads`
      : `${node} is declared out of service (${ticket}); whether it is isolated cannot be seen from here: nobody answers at ${where === '' ? 'any address that is known of it' : where}`
  const ending = await waitFor(
    {
      step,
      instructions: [
        found,
        'close its Central Management port to the other nodes, at its own firewall or on the way, or switch it off',
      ],
      confirmable: open.length === 0,
    },
    context,
  )
  throw new Ended(ending)
}
