import type { Condition } from '../../model/policy/criteria.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { Evaluator } from '../evaluate/evaluator.ts'
import type { Request } from '../evaluate/decision.ts'
import type { Side } from '../reason/side.ts'

/** Says whether criteria certainly hold for a request as it comes in, by the evaluator alone. */
export function probe(conditions: readonly Condition[], { policy, vocabulary }: Side): (request: Request) => boolean {
  const evaluator = new Evaluator({ ...policy, ruleSets: nested(conditions) }, vocabulary, false)
  return (request) => evaluator.decide(request, 'request').outcome.kind === 'action'
}

/** Rule sets in each other, one for each condition, with a rule for everything in the innermost. */
function nested(conditions: readonly Condition[]): readonly RuleSet[] {
  const place = { kind: 'file', file: 'question' } as const
  const anything = { always: true, terms: [] }
  const own = { name: 'question', place, description: '', enabled: true }
  const cycles = { request: true, response: false, embedded: false }
  const rule = { ...own, criteria: anything, action: { name: 'Block' }, events: [] }
  const inside: RuleSet = { ...own, cycles, cloudSynced: false, criteria: anything, rules: [rule], ruleSets: [] }
  const outermost = conditions.reduceRight<RuleSet>(
    (ruleSet, criteria) => ({ ...ruleSet, criteria, rules: [], ruleSets: [ruleSet] }),
    inside,
  )
  return [outermost]
}
