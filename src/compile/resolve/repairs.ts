import type { Cluster } from '../../model/fleet.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { below, type Place } from '../../source/place.ts'
import { farDate } from '../codes/far-date.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'

/**
 * Says which nodes are out of service for longer than was agreed on: an error, while running a warning. They stay out of
 * service, since a date does not mend a node: nothing is written to one that nobody has declared to be back.
 */
export function overdueRepairs(
  { nodes }: Cluster,
  { today, isRunning = false }: { readonly today: string; readonly isRunning?: boolean },
): readonly Diagnostic[] {
  return nodes.flatMap(({ name, outOfService }): readonly Diagnostic[] => {
    if (outOfService === undefined) return []
    const { ticket, expires } = outOfService.value
    const { place } = outOfService.origin
    const at: Place = place.kind === 'node' ? { ...place, path: below(place.path, 'expires') } : place
    if (expires >= today) return farDate(`that "${name}" is out of service (${ticket})`, expires, today, at)
    const message = `"${name}" was to be out of service (${ticket}) until ${expires}`
    const complaint = frontEndFinding('REF-REPAIR-EXPIRED', at, message)
    return [isRunning ? { ...complaint, severity: 'warning' } : complaint]
  })
}
