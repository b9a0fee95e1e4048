import type { GuardContext } from '../guards/guard.ts'
import type { Plan } from '../plan.ts'

/**
 * A rule of stage `plan` that judges a finished plan, whoever made it: a second line behind the planner, which makes no
 * such plans. Adding one is its file and a line in index.ts.
 */
export interface PlanCheck {
  /** Code of the rule in the catalogue; the file is named after it. */
  readonly code: string
  /** As in the catalogue: an error stops the plan, anything else is told. */
  readonly severity: 'error' | 'warning' | 'info'
  /** Says how the plan breaks the rule, one message for each place. */
  readonly breaches: (plan: Plan, context: GuardContext) => Iterable<string>
}
