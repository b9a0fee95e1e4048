import type { Rule } from './rule.ts'

/** What is known of a rule before it is implemented: everything but how it checks. */
export type RuleHead = Pick<Rule, 'code' | 'title' | 'severity' | 'stage' | 'unverified' | 'why' | 'source'>
