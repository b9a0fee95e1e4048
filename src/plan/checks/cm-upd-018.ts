import { DateTime } from 'luxon'
import { isInWindow } from '../guards/window.ts'
import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** Engines are not updated by hand in the hours in which the cluster is not to be updated. */
export const cmUpd018: PlanCheck = {
  code: 'CM-UPD-018',
  severity: 'info',
  *breaches(plan, { cluster, now }) {
    const started = actsOf(plan, 'update engines').map(({ action }) => action.node)
    if (started.length === 0) return
    // Started at one node, it reaches them all.
    for (const { name, location, settings } of cluster.nodes) {
      const zone = cluster.locations.find((one) => one.name === location)?.timeZone?.value ?? 'UTC'
      const days = [1, 2, 3, 4, 5, 6, 7]
      const closed = (settings['updates.blackouts']?.value ?? []).find(({ start, end }) =>
        isInWindow({ days, from: start, to: end }, now, zone),
      )
      if (closed !== undefined)
        yield `an update started at ${started.join(', ')} reaches ${name}, where none is made from ${closed.start} to ${closed.end} (now ${DateTime.fromISO(now, { zone }).toFormat('HH:mm')})`
    }
  },
}
