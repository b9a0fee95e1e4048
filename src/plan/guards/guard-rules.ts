import { planChecks } from '../checks/index.ts'
import type { Guard } from './guard.ts'

/** Objects to plans that break a rule about the order of steps, or about who is joined, upgraded or restored, and how. */
export const guardRules: Guard = {
  code: 'GUARD-RULES',
  title: 'The plan complies with the rules for plans',
  why: 'A plan that was edited by hand, or made by a faulty planner, is checked like any other before it is carried out.',
  help: 'fix what it names and plan again; replace a plan that was edited by hand with a new one',
  override: '--against-rules',
  *objections(plan, context) {
    for (const { code, severity, breaches } of planChecks) {
      if (severity !== 'error') continue
      for (const breach of breaches(plan, context)) yield `${breach} (pader rules ${code})`
    }
  },
}
