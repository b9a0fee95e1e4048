import { ApplianceError } from '../../appliance/port.ts'
import { withoutConfirmed } from '../../plan/confirmed.ts'
import type { ManualCheck, Phase, Plan, Step } from '../../plan/plan.ts'
import type { Ending } from '../../plan/progress.ts'
import { unreachable } from '../../source/unreachable.ts'
import type { RunContext } from '../run/run-context.ts'
import { callAgain } from '../ending/go-on.ts'
import { confirmedSteps } from '../journal/confirmed-steps.ts'

/** Something that a person has to do, and whether only the person can say that it was done. */
export interface Waiting {
  readonly step: string
  readonly instructions: readonly string[]
  readonly confirmable: boolean
}

/** What is left of a plan when what was done by hand is taken away, and whom it waits for first. */
export interface Remaining {
  readonly left: readonly Phase[]
  readonly next?: Waiting
}

type ManualStep = Extract<Step, { kind: 'manual' }>

/**
 * Takes away the manual steps that somebody confirmed in the journal, and those that are shown to be done: steps about
 * membership, settings and rule sets are gone from the plan by themselves, the others are looked at here. If a manual step comes
 * next, the run ends and waits for it.
 */
export async function waitingFor(plan: Plan, context: RunContext): Promise<Remaining> {
  const confirmed = confirmedSteps(context.journal.before, context.setup.clock.now())
  let left = withoutConfirmed(plan, confirmed).phases
  for (;;) {
    const [phase, ...rest] = left
    if (phase?.kind !== 'manual') return { left }
    const next = await firstUndone(phase, context)
    if (next !== undefined) return { left, next }
    left = rest
  }
}

/** Ends the run until a person has done something; the journal remembers once what is waited for. */
export async function waitFor(waiting: Waiting, context: RunContext): Promise<Ending> {
  const { step, instructions, confirmable } = waiting
  const { setup, journal } = context
  if (!isWaitedFor(waiting, context)) await journal.add({ kind: 'waiting for a person', step, confirmable })
  const again = callAgain(setup)
  const goOn = confirmable
    ? `confirm it: pader apply --cluster ${setup.cluster} --confirm "${step}"; then ${again}: it goes on from here`
    : `${again}: it finds out by itself that it was done, and goes on from here`
  return { kind: 'waiting', for: step, instructions, goOn }
}

/** Whether the last that the journal says is that this is waited for: a watch that comes by again adds nothing. */
export function isWaitedFor({ step, confirmable }: Waiting, { journal }: RunContext): boolean {
  const last = journal.before.records.findLast(({ event }) => event.kind !== 'run ended' && event.kind !== 'recovered')
  if (last?.event.kind !== 'waiting for a person') return false
  return last.event.step === step && last.event.confirmable === confirmable
}

async function firstUndone({ steps }: Phase, context: RunContext): Promise<Waiting | undefined> {
  for (const step of steps) {
    if (step.kind !== 'manual') continue
    const state = await stateOf(step, context)
    if (state === 'done') continue
    return { step: step.id, instructions: step.instructions, confirmable: state === 'ask a person' }
  }
  return undefined
}

type StepState = 'done' | 'not done' | 'ask a person'

async function stateOf({ action, check }: ManualStep, context: RunContext): Promise<StepState> {
  switch (check.kind) {
    case 'membership':
    case 'setting':
    case 'rule set':
    case 'rule set order':
      return 'not done'
    case 'confirmation':
      return 'ask a person'
    case 'port': {
      const state = await context.setup.probe(check.address, check.port)
      if (state === 'no answer') return 'ask a person'
      if (state !== check.expected) return 'not done'
      // A node listens from its first day on: that shows nothing of the backup that was to be kept before it is overwritten.
      return action.kind === 'prepare' ? 'ask a person' : 'done'
    }
    case 'version':
      return stateOfVersion(check, context)
    default:
      return unreachable(check)
  }
}

/** Asks the node in a session of its own; one that does not answer is still being upgraded. */
async function stateOfVersion(
  { node, version, build }: Extract<ManualCheck, { kind: 'version' }>,
  { setup }: RunContext,
): Promise<StepState> {
  const { gateways, scope } = setup
  const uuid = [...scope.names].find(([, name]) => name === node)?.[0]
  const gateway = uuid === undefined ? undefined : gateways.at(uuid)
  if (gateway === undefined || !gateways.mayAskNodes) return 'ask a person'
  try {
    const said = await gateway.read(async (reader) => reader.version())
    if (said.kind !== 'known' || said.value.version !== version) return 'not done'
    return build === undefined || said.value.build === build ? 'done' : 'not done'
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    return 'not done'
  }
}
