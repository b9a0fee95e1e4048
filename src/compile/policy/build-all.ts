import type { Region } from '../../model/fleet.ts'
import { isOwned, ownedDescription } from '../../model/policy/list.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { parseAction } from '../../policy/criteria/parse-action.ts'
import { parseCriteria } from '../../policy/criteria/parse.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { onceForEachText } from '../../source/once-for-each.ts'
import { buildRuleSet, type Workshop } from './build-rule-set.ts'
import type { Imports } from './imports.ts'
import type { RuleSetContract } from './override.ts'
import type { Parameter, RuleSetSource } from './policy-source.ts'
import type { regionRuleSet } from './region-property.ts'
import type { RegionTest } from './region-selector.ts'

/** What the rule sets of a policy are built with, besides what they say themselves. */
export interface Bench {
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
  bench: Bench,
): BuiltRuleSets {
  const promises: BuiltRuleSets['promises'][number][] = []
  const shop: Workshop = {
    vocabulary: bench.vocabulary,
    readCriteria: onceForEachText((text) => parseCriteria(text, bench.vocabulary)),
    readAction: onceForEachText((text) => parseAction(text, bench.vocabulary)),
    regions: bench.regions,
    tests: new Map(bench.tests.map((test) => [test.region.name, test])),
    parameters: new Map(parameters.map((one) => [one.name, one])),
    importRuleSet: (path, changes) => {
      const { value, diagnostics } = bench.imports.ruleSet(path, changes)
      diagnostics.forEach(bench.report)
      return value
    },
    promise: (ruleSet, contract) => void promises.push({ ruleSet, contract }),
    report: bench.report,
  }
  const written = asked.flatMap((one) => buildRuleSet(one, shop) ?? [])
  const ruleSets = bench.top === undefined ? written : [bench.top.ruleSet, ...written]
  return { ruleSets: ruleSets.map(owned), promises }
}

function owned(one: RuleSet): RuleSet {
  return { ...one, description: isOwned(one.description) ? one.description : ownedDescription(one.description) }
}
