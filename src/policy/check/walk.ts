import type { Condition, Operand, PropertyUse } from '../../model/policy/criteria.ts'
import type { Rule, RuleSet } from '../../model/policy/rule-set.ts'

/** A rule set or a rule with the rule sets around it, the outermost first. */
export type Visit =
  | { readonly kind: 'ruleSet'; readonly item: RuleSet; readonly around: readonly RuleSet[] }
  | { readonly kind: 'rule'; readonly item: Rule; readonly around: readonly RuleSet[] }

/** Visits rule sets and rules in the order of processing. */
export function* walk(ruleSets: readonly RuleSet[], around: readonly RuleSet[] = []): Generator<Visit> {
  for (const item of ruleSets) {
    yield { kind: 'ruleSet', item, around }
    const inside = [...around, item]
    for (const rule of item.rules) yield { kind: 'rule', item: rule, around: inside }
    yield* walk(item.ruleSets, inside)
  }
}

/** All operands of a condition, those inside arguments included. */
export function* operandsOf(condition: Condition): Generator<Operand> {
  for (const { property, operand } of condition.terms) {
    yield* operandsIn({ kind: 'property', use: property })
    yield* operandsIn(operand)
  }
}

/** The operand and all operands inside it. */
export function* operandsIn(operand: Operand): Generator<Operand> {
  yield operand
  if (operand.kind !== 'property') return
  for (const { value } of operand.use.arguments) yield* operandsIn(value)
}

/** Everything that a rule or a rule set reads: operands of its criteria and of its events, and what it sets. */
export function* operandsOfVisit(visit: Visit): Generator<Operand> {
  yield* operandsOf(visit.item.criteria)
  if (visit.kind !== 'rule') return
  for (const event of visit.item.events) {
    if (event.kind === 'set') {
      yield { kind: 'property', use: { name: event.property, arguments: [] } }
      for (const value of event.values) yield* operandsIn(value)
    }
    if (event.kind === 'call') for (const { value } of event.arguments) yield* operandsIn(value)
  }
}

/** The properties among the operands. */
export function* propertiesOf(visit: Visit): Generator<PropertyUse> {
  for (const operand of operandsOfVisit(visit)) if (operand.kind === 'property') yield operand.use
}

/** Path of names from the top, for people: `Region EMEA > Block`. */
export function pathOf(visit: Visit): string {
  return [...visit.around, visit.item].map(({ name }) => name).join(' > ')
}
