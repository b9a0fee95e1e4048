import { cmNet002 } from './cm-net-002.ts'
import type { Rule } from './rule.ts'

/** Every rule, sorted by code. */
export const rules: readonly Rule[] = [cmNet002]
