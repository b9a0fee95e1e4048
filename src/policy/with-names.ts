import type { Argument, Condition, Operand, PropertyUse } from '../model/policy/criteria.ts'
import type { Action, PolicyEvent, RuleSet } from '../model/policy/rule-set.ts'

/** Other names for what a rule set refers to. */
export interface Renaming {
  readonly list: (name: string) => string
  readonly settings: (name: string) => string
}

/** The rule set with other names for the lists and settings that it refers to. */
export function withNames(set: RuleSet, called: Renaming): RuleSet {
  const operand = (one: Operand): Operand => {
    switch (one.kind) {
      case 'list':
        return { ...one, name: called.list(one.name) }
      case 'property':
        return { ...one, use: property(one.use) }
      case 'literal':
        return one
    }
  }
  const given = (list: readonly Argument[]): readonly Argument[] =>
    list.map((one) => ({ ...one, value: operand(one.value) }))
  const property = (use: PropertyUse): PropertyUse => ({ ...withSettings(use), arguments: given(use.arguments) })
  const condition = (one: Condition): Condition => ({
    ...one,
    terms: one.terms.map((term) => ({ ...term, property: property(term.property), operand: operand(term.operand) })),
  })
  const event = (one: PolicyEvent): PolicyEvent => {
    if (one.kind === 'set') return { ...one, values: one.values.map(operand) }
    return one.kind === 'call' ? { ...withSettings(one), arguments: given(one.arguments) } : withSettings(one)
  }
  const withSettings = <User extends Pick<Action, 'settings'>>(user: User): User =>
    user.settings === undefined ? user : { ...user, settings: called.settings(user.settings) }
  return {
    ...set,
    criteria: condition(set.criteria),
    rules: set.rules.map((rule) => ({
      ...rule,
      criteria: condition(rule.criteria),
      action: withSettings(rule.action),
      events: rule.events.map(event),
    })),
    ruleSets: set.ruleSets.map((inner) => withNames(inner, called)),
  }
}
