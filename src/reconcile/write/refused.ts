import { ApplianceError } from '../../appliance/port.ts'
import type { Observation } from '../../model/observed.ts'

/** The observed value, where a step cannot go on without it. */
export function required<Value>(what: string, observation: Observation<Value>): Value {
  if (observation.kind === 'known') return observation.value
  throw refused(what, observation.kind === 'absent' ? 'is not there' : `cannot be read: ${observation.reason}`)
}

/** A step that is not carried out because what is there is not what the plan is about. */
export function refused(what: string, message: string): ApplianceError {
  return new ApplianceError('refused', what, `${what}: ${message}`)
}
