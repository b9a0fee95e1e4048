import type { Region } from '../../model/fleet.ts'
import { isOwned, ownedDescription } from '../../model/policy/list.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { parseAction } from '../../policy/criteria/parse-action.ts'
import { parseCriteria } from '../../policy/criteria/parse.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { onceForEachText } from '../../source/once-for-each.ts'
import { buildRuleSet, type RuleSetContext } from './build-rule-set.ts'
import type { Imports } from './imports.ts'
import type { RuleSetContract } from './override.ts'
import type { Parameter, RuleSetSource } from './policy-source.ts'
import type { regionRuleSet } from './region-property.ts'
import type { RegionTest } from './region-selector.ts'

/** What the rule sets of a policy are built with, besides what they say themselves. */
export interface PolicyContext {
  readonly vocabulary: Vocabulary
  readonly regions: readonly Region[]
  readonly tests: readonly RegionTest[]
  /** The rule set that tells regions apart for all others, where there is one. */
  readonly top: ReturnType<typeof regionRuleSet>
  readonly imports: Imports
  readonly report: (found: Diagnostic) => void
}

/** Rule sets as they are compiled, before lists differ by region. */
export interface BuiltRuleSets {
  readonly ruleSets: readonly RuleSet[]
  /** Those that say how regions may change what they decide. */
  readonly promises: readonly { readonly ruleSet: RuleSet; readonly contract: RuleSetContract }[]
}

/** Builds all rule sets of a policy, templates expanded. */
export function buildAll(
  asked: readonly RuleSetSource[],
  parameters: readonly Parameter[],
  context: PolicyContext,
): BuiltRuleSets {
  const promises: BuiltRuleSets['promises'][number][] = []
  const shop: RuleSetContext = {
    vocabulary: context.vocabulary,
    readCriteria: onceForEachText((text) => parseCriteria(text, context.vocabulary)),
    readAction: onceForEachText((text) => parseAction(text, context.vocabulary)),
    regions: context.regions,
    tests: new Map(context.tests.map((test) => [test.region.name, test])),
    parameters: new Map(parameters.map((one) => [one.name, one])),
    importRuleSet: (path, changes) => {
      const { value, diagnostics } = context.imports.ruleSet(path, changes)
      diagnostics.forEach(context.report)
      return value
    },
    promise: (ruleSet, contract) => void promises.push({ ruleSet, contract }),
    report: context.report,
  }
  const written = asked.flatMap((one) => buildRuleSet(one, shop) ?? [])
  const ruleSets = context.top === undefined ? written : [context.top.ruleSet, ...written]
  return { ruleSets: ruleSets.map(owned), promises }
}

function owned(one: RuleSet): RuleSet {
  return { ...one, description: isOwned(one.description) ? one.description : ownedDescription(one.description) }
}
