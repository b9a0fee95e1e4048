import type { RuleSet } from '../../model/policy/rule-set.ts'
import type { Place } from '../../source/place.ts'
import { pathOf, walk } from '../check/walk.ts'
import type { Decision } from './decision.ts'

/** Which rules of a policy apply to some request that was tried. */
export interface Coverage {
  /** Rules that are switched on, the rule sets around them included. */
  readonly rules: number
  /** Those of them that applied to none of the requests. */
  readonly missed: readonly { readonly path: string; readonly place: Place }[]
}

/** Measures decisions by the rules that applied in them; a rule that stayed open did not. */
export function coverageOf(ruleSets: readonly RuleSet[], decisions: readonly Decision[]): Coverage {
  const applied = new Set<string>()
  for (const { trace } of decisions)
    for (const { kind, path, truth } of trace) if (kind === 'rule' && truth === true) applied.add(path)
  const rules = walk(ruleSets).flatMap((visit) =>
    visit.kind === 'rule' && [...visit.around, visit.item].every(({ enabled }) => enabled)
      ? [{ path: pathOf(visit), place: visit.item.place }]
      : [],
  )
  return { rules: rules.length, missed: rules.filter(({ path }) => !applied.has(path)) }
}
