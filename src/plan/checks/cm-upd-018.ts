import { DateTime } from 'luxon'
import type { Node } from '../../model/fleet.ts'
import { valueOf } from '../../model/observed.ts'
import type { DailyWindow, SettingValue } from '../../model/settings.ts'
import type { GuardContext } from '../guards/guard.ts'
import { isInWindow } from '../guards/window.ts'
import { someOf } from '../member-versions.ts'
import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** Engines are not updated by hand in the hours in which the cluster is not to be updated. */
export const cmUpd018: PlanCheck = {
  code: 'CM-UPD-018',
  severity: 'info',
  *breaches(plan, context) {
    const started = actsOf(plan, 'update engines').map(({ action }) => action.node)
    if (started.length === 0) return
    // Started at one node, it reaches them all.
    const reached = new Map<string, string[]>()
    for (const node of context.cluster.nodes) {
      const closed = closedNow(node, context)
      if (closed !== undefined) reached.set(closed, [...(reached.get(closed) ?? []), node.name])
    }
    for (const [closed, names] of reached)
      yield `an update started at ${started.join(', ')} reaches ${someOf(names)}, where none is made ${closed}`
  },
}

/** The hours of now in which a node makes no updates, in words: those that the YAML sets, or else that it was seen to have. */
function closedNow({ uuid, location, settings }: Node, { cluster, observed, now }: GuardContext): string | undefined {
  const zone = cluster.locations.find((one) => one.name === location)?.timeZone?.value ?? 'UTC'
  const seen = observed.nodes.get(uuid.value)?.settings['updates.blackouts']
  const blackouts = settings['updates.blackouts']?.value ?? windowsIn(seen && valueOf(seen))
  const closed = blackouts.find(({ start, end }) => isInWindow({ days: EVERY_DAY, from: start, to: end }, now, zone))
  if (closed === undefined) return undefined
  const time = DateTime.fromISO(now, { zone }).toFormat('HH:mm')
  return `from ${closed.start} to ${closed.end} (now ${time} ${zone})`
}

function windowsIn(value: SettingValue | undefined): readonly DailyWindow[] {
  if (!Array.isArray(value)) return []
  return value.filter((one): one is DailyWindow => typeof one === 'object' && 'start' in one && 'end' in one)
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
