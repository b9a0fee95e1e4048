import { locationsReached } from '../reach.ts'
import type { Guard } from './guard.ts'
import { isFrozen } from './window.ts'

/** Objects while a location that the plan reaches is frozen. */
export const guardFreeze: Guard = {
  code: 'GUARD-FREEZE',
  title: 'Nothing is changed during a freeze',
  why: 'Somebody decided that nothing may change during this time, whatever the windows say.',
  help: 'wait for the freeze to end',
  override: '--during-freeze',
  *objections(plan, { cluster, now, freezes }) {
    for (const location of locationsReached(plan, cluster)) {
      for (const freeze of freezes.filter(({ locations }) => locations?.includes(location.name) ?? true)) {
        const zone = freeze.timeZone ?? location.timeZone?.value ?? 'UTC'
        if (isFrozen(freeze, now, zone))
          yield `location ${location.name} is frozen until ${freeze.to} ${zone}: ${freeze.why}`
      }
    }
  },
}
