import { planAge } from '../plan-age.ts'
import type { Guard } from './guard.ts'

/** Objects to a stored plan that is too old to be what its readers approved, or whose age nobody can tell. */
export const guardExpired: Guard = {
  code: 'GUARD-EXPIRED',
  title: 'A saved plan is carried out soon after it was made',
  why: 'Whoever approved the plan judged the state at that time.',
  help: 'make a new plan with "pader plan --save FILE"',
  override: '--allow-expired-plan',
  *objections(_plan, { now, plannedAt, limits }) {
    if (plannedAt === undefined) return
    const age = planAge(plannedAt, now, limits.planHours)
    if (age === 'too old') yield `the plan was made at ${plannedAt} and is good for ${limits.planHours} hours`
    if (age === 'ahead')
      yield `the plan was made at ${plannedAt}, and the clock here says ${now}: one of two clocks is wrong, and nobody knows how old the plan is`
  },
}
