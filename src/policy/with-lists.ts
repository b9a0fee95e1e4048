import type { Argument, Condition, Operand, PropertyUse } from '../model/policy/criteria.ts'
import type { PolicyEvent, RuleSet } from '../model/policy/rule-set.ts'

/** The rule set with other names for the lists that it refers to. */
export function withLists(set: RuleSet, called: (name: string) => string): RuleSet {
  const operand = (one: Operand): Operand => {
    switch (one.kind) {
      case 'list':
        return { ...one, name: called(one.name) }
      case 'property':
        return { ...one, use: property(one.use) }
      case 'literal':
        return one
    }
  }
  const given = (list: readonly Argument[]): readonly Argument[] =>
    list.map((one) => ({ ...one, value: operand(one.value) }))
  const property = (use: PropertyUse): PropertyUse => ({ ...use, arguments: given(use.arguments) })
  const condition = (one: Condition): Condition => ({
    ...one,
    terms: one.terms.map((term) => ({ ...term, property: property(term.property), operand: operand(term.operand) })),
  })
  const event = (one: PolicyEvent): PolicyEvent => {
    if (one.kind === 'set') return { ...one, values: one.values.map(operand) }
    return one.kind === 'call' ? { ...one, arguments: given(one.arguments) } : one
  }
  return {
    ...set,
    criteria: condition(set.criteria),
    rules: set.rules.map((rule) => ({ ...rule, criteria: condition(rule.criteria), events: rule.events.map(event) })),
    ruleSets: set.ruleSets.map((inner) => withLists(inner, called)),
  }
}
