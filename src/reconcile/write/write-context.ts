import type { Target } from '../../dialect/permission.ts'
import type { NodeName } from '../../model/names.ts'
import type { ImportableRuleSet } from '../../plan/rule-sets/importable.ts'
import type { Scope } from '../observe/observe.ts'

/** What writing needs to know besides the step itself. */
export interface WriteContext {
  readonly scope: Scope
  readonly target: Target
  /** Text of a system file that the repository wants at a node. */
  systemFile(node: NodeName, path: string): string | undefined
  /** A top-level rule set as the repository wants it. */
  ruleSet(name: string): ImportableRuleSet | undefined
}
