import { planChecks } from '../checks/index.ts'
import type { Guard } from './guard.ts'

/** Objects to plans that break a rule about the order of steps, or about who is joined, upgraded or restored, and how. */
export const guardRules: Guard = {
  code: 'GUARD-RULES',
  title: 'The plan keeps the rules about plans',
  why: 'A plan that was changed by hand, or made by a planner with a mistake, is judged like any other before it is carried out.',
  help: 'mend what it names and plan again; a plan that was changed by hand is made anew',
  override: '--against-rules',
  *objections(plan, context) {
    for (const { code, severity, breaches } of planChecks) {
      if (severity !== 'error') continue
      for (const breach of breaches(plan, context)) yield `${breach} (pader rules ${code})`
    }
  },
}
