import type { Argument, Condition, Operand, PropertyUse, Term } from '../model/policy/criteria.ts'
import type { Action, PolicyEvent, RuleSet } from '../model/policy/rule-set.ts'

/** Other names for what a rule set refers to. */
export interface Renaming {
  readonly list: (name: string, type: string) => string
  readonly settings: (name: string) => string
}

/** The rule set with other names for the lists and settings that it refers to. */
export function withNames(set: RuleSet, called: Renaming): RuleSet {
  const condition = (one: Condition): Condition => ({
    ...one,
    terms: one.terms.map((term) => termWithNames(term, called)),
  })
  return {
    ...set,
    criteria: condition(set.criteria),
    rules: set.rules.map((rule) => ({
      ...rule,
      criteria: condition(rule.criteria),
      action: withSettings(rule.action, called),
      events: rule.events.map((event) => eventWithNames(event, called)),
    })),
    ruleSets: set.ruleSets.map((inner) => withNames(inner, called)),
  }
}

/** One comparison with other names. */
export function termWithNames(term: Term, called: Renaming): Term {
  return { ...term, property: property(term.property, called), operand: operand(term.operand, called) }
}

/** An event with other names. */
export function eventWithNames(event: PolicyEvent, called: Renaming): PolicyEvent {
  if (event.kind === 'set') return { ...event, values: event.values.map((value) => operand(value, called)) }
  const named = withSettings(event, called)
  return named.kind === 'call' ? { ...named, arguments: given(named.arguments, called) } : named
}

function operand(one: Operand, called: Renaming): Operand {
  switch (one.kind) {
    case 'list':
      return { ...one, name: called.list(one.name, one.type) }
    case 'property':
      return { ...one, use: property(one.use, called) }
    case 'literal':
      return one
  }
}

function given(list: readonly Argument[], called: Renaming): readonly Argument[] {
  return list.map((one) => ({ ...one, value: operand(one.value, called) }))
}

function property(use: PropertyUse, called: Renaming): PropertyUse {
  return { ...withSettings(use, called), arguments: given(use.arguments, called) }
}

function withSettings<User extends Pick<Action, 'settings'>>(user: User, called: Renaming): User {
  return user.settings === undefined ? user : { ...user, settings: called.settings(user.settings) }
}
