import type { RuleHead } from './head.ts'
import { rules } from './index.ts'
import { liveRules } from './later-live.ts'
import { planRules } from './plan-stage.ts'
import type { Rule } from './rule.ts'

/** A rule as the catalogue has it: with its implementation where there is one. */
export interface CatalogueEntry {
  readonly head: RuleHead
  readonly rule?: Rule
}

/** Every rule that Pader knows of, sorted by code, whether it is implemented or only registered. */
export const catalogue: readonly CatalogueEntry[] = [
  ...rules.map((rule) => ({ head: rule, rule })),
  ...[...planRules, ...liveRules].map((head) => ({ head })),
].toSorted((a, b) => (a.head.code < b.head.code ? -1 : 1))

/** Whether a rule does anything today: `on`, `off` until a repository switches it on, or `not implemented`. */
export function statusOf({ head, rule }: CatalogueEntry): 'on' | 'off' | 'not implemented' {
  // Plans keep their rules themselves: by how they are made, by guards, and by checks of what was made.
  if (rule === undefined) return head.stage === 'plan' ? 'on' : 'not implemented'
  return head.unverified === true ? 'off' : 'on'
}
