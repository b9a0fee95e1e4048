import type { RuleSet } from './storage.ts'

/** A rule set by its id, with its position among its siblings. */
export function findRuleSet(
  ruleSets: readonly RuleSet[],
  id: string,
): { readonly ruleSet: RuleSet; readonly position: number } | undefined {
  for (const [position, ruleSet] of ruleSets.entries()) {
    if (ruleSet.id === id) return { ruleSet, position }
    const inner = findRuleSet(ruleSet.children, id)
    if (inner !== undefined) return inner
  }
  return undefined
}

/** The tree with one rule set changed. */
export function mapRuleSet(
  ruleSets: readonly RuleSet[],
  id: string,
  change: (ruleSet: RuleSet) => RuleSet,
): readonly RuleSet[] {
  return ruleSets.map((ruleSet) =>
    ruleSet.id === id ? change(ruleSet) : { ...ruleSet, children: mapRuleSet(ruleSet.children, id, change) },
  )
}

/** The tree without one rule set and those inside it. */
export function removeRuleSet(ruleSets: readonly RuleSet[], id: string): readonly RuleSet[] {
  return ruleSets
    .filter((ruleSet) => ruleSet.id !== id)
    .map((ruleSet) => ({ ...ruleSet, children: removeRuleSet(ruleSet.children, id) }))
}

/** The tree with a rule set put in, under a parent or on top; undefined where there is no such place. */
export function insertRuleSet(
  ruleSets: readonly RuleSet[],
  ruleSet: RuleSet,
  position: number,
  parent: string | undefined,
): readonly RuleSet[] | undefined {
  const fits = (siblings: readonly RuleSet[]): boolean =>
    Number.isInteger(position) && position >= 0 && position <= siblings.length
  if (parent === undefined) return fits(ruleSets) ? ruleSets.toSpliced(position, 0, ruleSet) : undefined
  const found = findRuleSet(ruleSets, parent)?.ruleSet
  if (found === undefined || !fits(found.children)) return undefined
  return mapRuleSet(ruleSets, parent, (into) => ({ ...into, children: into.children.toSpliced(position, 0, ruleSet) }))
}
