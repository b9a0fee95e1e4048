import { FRONT_END_CODES } from '../../compile/front-end-codes.ts'
import { rules } from '../../compile/rules/index.ts'
import type { RuleFacts } from '../../report/rule-facts.ts'

/** What is known of every code that a compile can report. */
export function knownCodes(): readonly RuleFacts[] {
  return [...rules, ...Object.entries(FRONT_END_CODES).map(([code, facts]) => ({ code, ...facts }))]
}
