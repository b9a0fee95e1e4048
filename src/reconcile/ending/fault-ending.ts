import type { ApplianceError, Fault } from '../../appliance/port.ts'
import { remedyFor } from '../../appliance/remedies.ts'
import type { NodeName, Uuid } from '../../model/names.ts'
import type { Ending } from '../../plan/progress.ts'

/** What happened, with nodes by the names that people know them by. */
export function faultWords({ message, holder }: ApplianceError, names: ReadonlyMap<Uuid, NodeName>): string {
  const name = [...names].find(([uuid]) => uuid.toUpperCase() === holder)?.[1]
  return holder === undefined || name === undefined ? message : message.replace(`node ${holder}`, name)
}

/** The same with the request that failed and the node that it went to, which is what whoever reads it has to look at. */
export function requestWords(error: ApplianceError, names: ReadonlyMap<Uuid, NodeName>, at: Uuid | undefined): string {
  const node = at === undefined ? undefined : names.get(at)
  return `${faultWords(error, names)} (${error.request}${node === undefined ? '' : ` at ${node}`})`
}

const PASSING: ReadonlySet<Fault> = new Set<Fault>(['unreachable', 'session lost', 'garbled', 'uncertain'])

/** Whether a fault passes by itself, so that asking again makes sense. */
export function isPassing({ fault }: ApplianceError): boolean {
  return PASSING.has(fault)
}

/** Whether somebody is logged on, so that nobody else can be, or not under the same name. */
export function isConflict({ fault }: ApplianceError): boolean {
  return fault === 'attached elsewhere' || fault === 'account in use'
}

/**
 * How a run ends that a fault of the network or an appliance stopped before a commit was sent (what happens after one is
 * found out by looking, see `phase/after-commit.ts`): what was written is dropped with its session.
 */
export function endingOf(error: ApplianceError, names: ReadonlyMap<Uuid, NodeName>, entryNode: Uuid): Ending {
  if (isConflict(error)) {
    return { kind: 'locked', by: faultWords(error, names), remedy: remedyFor(error) }
  }
  const words = requestWords(error, names, entryNode)
  return {
    kind: 'failed',
    fault: error.fault,
    message: error.fault === 'uncertain' ? `${words}, in a session that was given up` : words,
    remedy: remedyFor(error),
  }
}
