import type { RuleHead } from './head.ts'
import { rules } from './index.ts'
import { liveRules } from './live-stage.ts'
import { planRules } from './plan-stage.ts'
import type { Rule } from './rule.ts'

/** A rule as the catalogue has it: with its implementation where there is one. */
export interface CatalogueEntry {
  readonly head: RuleHead
  readonly rule?: Rule
}

/** Every rule that Pader knows of, sorted by code, at whatever stage it is asked. */
export const catalogue: readonly CatalogueEntry[] = [
  ...rules.map((rule) => ({ head: rule, rule })),
  ...[...planRules, ...liveRules].map((head) => ({ head })),
].toSorted((a, b) => (a.head.code < b.head.code ? -1 : 1))

/** Whether a rule does anything unless a repository says so: `on`, or `off` until it switches it on. */
export function statusOf({ head }: CatalogueEntry): 'on' | 'off' {
  // Plans keep their rules themselves: by how they are made, by guards, and by checks of what was made. Those of a live
  // cluster are kept by `pader doctor` and, as far as they need no log, by `pader status`.
  return head.unverified === true ? 'off' : 'on'
}
