import type { Condition, Operand, PropertyUse } from '../../model/policy/criteria.ts'
import type { Rule, RuleSet } from '../../model/policy/rule-set.ts'
import { onceForEach } from '../../source/once-for-each.ts'

/** A rule set or a rule with the rule sets around it, the outermost first, and everything that it reads. */
export type Visit = (
  { readonly kind: 'ruleSet'; readonly item: RuleSet } | { readonly kind: 'rule'; readonly item: Rule }
) & {
  readonly around: readonly RuleSet[]
  /** Operands of its criteria and of its events, and what these set. */
  readonly operands: readonly Operand[]
}

/** Rule sets and rules in the order of processing; many ask for those of the same policy. */
export const walk = onceForEach((ruleSets: readonly RuleSet[]): readonly Visit[] => {
  const visits: Visit[] = []
  addVisits(ruleSets, [], visits)
  return visits
})

function addVisits(ruleSets: readonly RuleSet[], around: readonly RuleSet[], visits: Visit[]): void {
  for (const item of ruleSets) {
    visits.push({ kind: 'ruleSet', item, around, operands: operandsOf(item.criteria) })
    const inside = [...around, item]
    for (const rule of item.rules) visits.push(visitOf(rule, inside))
    addVisits(item.ruleSets, inside, visits)
  }
}

/** A rule as it is visited inside rule sets. */
export function visitOf(rule: Rule, around: readonly RuleSet[]): Visit {
  return { kind: 'rule', item: rule, around, operands: operandsOfRule(rule) }
}

function operandsOfRule({ criteria, events }: Rule): readonly Operand[] {
  const found: Operand[] = []
  addOperandsOf(criteria, found)
  for (const event of events) {
    if (event.kind === 'set') {
      found.push({ kind: 'property', use: { name: event.property, arguments: [] } })
      for (const value of event.values) addOperands(value, found)
    }
    if (event.kind === 'call') for (const { value } of event.arguments) addOperands(value, found)
  }
  return found
}

/** All operands of a condition, those inside arguments included. */
export function operandsOf(condition: Condition): readonly Operand[] {
  const found: Operand[] = []
  addOperandsOf(condition, found)
  return found
}

function addOperandsOf({ terms }: Condition, found: Operand[]): void {
  for (const { property, operand } of terms) {
    addOperands({ kind: 'property', use: property }, found)
    addOperands(operand, found)
  }
}

/** The operand and all operands inside it. */
export function operandsIn(operand: Operand): readonly Operand[] {
  const found: Operand[] = []
  addOperands(operand, found)
  return found
}

function addOperands(operand: Operand, found: Operand[]): void {
  found.push(operand)
  if (operand.kind !== 'property') return
  for (const { value } of operand.use.arguments) addOperands(value, found)
}

/** The properties among the operands. */
export function propertiesOf({ operands }: Visit): readonly PropertyUse[] {
  return operands.flatMap((operand) => (operand.kind === 'property' ? [operand.use] : []))
}

/** Path of names from the top, for people: `Region EMEA > Block`. */
export function pathOf(visit: Visit): string {
  return [...visit.around, visit.item].map(({ name }) => name).join(' > ')
}
