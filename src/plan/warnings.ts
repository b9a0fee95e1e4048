import { planChecks } from './checks/index.ts'
import type { GuardGround } from './guards/guard.ts'
import type { Plan } from './plan.ts'

/** What a person should know about a plan and what does not stop it, as `CODE: message`. */
export function warningsAbout(plan: Plan, ground: GuardGround): readonly string[] {
  return planChecks
    .filter(({ severity }) => severity !== 'error')
    .flatMap(({ code, breaches }) => [...breaches(plan, ground)].map((breach) => `${code}: ${breach}`))
}
