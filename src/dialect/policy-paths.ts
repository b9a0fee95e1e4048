import type { Dialect } from './dialect.ts'
import { reliableFact, type Target } from './permission.ts'

/** Names of the facts that say by which paths settings and rule sets of the policy are changed. */
export const policyPathFacts = {
  settingProperty: 'path.setting.property',
  importRuleSet: 'path.ruleSet.import',
  deleteRuleSet: 'path.ruleSet.delete',
  moveRuleSet: 'path.ruleSet.move',
} as const

/** A path of the REST interface that no public source gives for certain; `{…}` stands for what differs from call to call. */
export type PolicyPath = keyof typeof policyPathFacts

/** The path that may be used at a target, or undefined where nobody knows one for certain. */
export function policyPath(path: PolicyPath, dialect: Dialect, target: Target): string | undefined {
  return reliableFact(dialect, policyPathFacts[path], target)
}

/** Whether rule sets can be imported, replaced and put in order by requests. */
export function canPutRuleSets(dialect: Dialect, target: Target): boolean {
  const needed: readonly PolicyPath[] = ['importRuleSet', 'deleteRuleSet', 'moveRuleSet']
  return needed.every((path) => policyPath(path, dialect, target) !== undefined)
}
