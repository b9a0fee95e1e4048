import { DateTime } from 'luxon'
import type { Guard } from './guard.ts'

/** Objects to a stored plan that is too old to be what its readers approved. */
export const guardExpired: Guard = {
  code: 'GUARD-EXPIRED',
  title: 'A stored plan is carried out soon after it was made',
  why: 'Who approved the plan judged the state of that day.',
  help: 'make a new plan',
  override: '--allow-expired-plan',
  *objections(_plan, { now, plannedAt, limits }) {
    if (plannedAt === undefined) return
    const hours = DateTime.fromISO(now).diff(DateTime.fromISO(plannedAt), 'hours').hours
    if (!(hours <= limits.planHours))
      yield `the plan was made at ${plannedAt} and is good for ${limits.planHours} hours`
  },
}
