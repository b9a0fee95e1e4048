import { frontEndCodes } from '../../compile/codes/every-code.ts'
import { rules } from '../../compile/rules/index.ts'
import type { RuleFacts } from '../../report/rule-facts.ts'

/** What is known of every code that a compile can report. */
export function knownCodes(): readonly RuleFacts[] {
  return [...rules, ...frontEndCodes]
}
