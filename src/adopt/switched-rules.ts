import { canonicalJson } from '../source/canonical-json.ts'
import { emptyPolicy } from '../model/policy/policy.ts'
import type { Rule, RuleSet } from '../model/policy/rule-set.ts'
import { ruleSetContent } from '../policy/documents/rule-set-content.ts'
import { placeKey } from '../source/place.ts'
import type { YamlEdit } from '../source/yaml-edit.ts'

/**
 * The edits that switch rules and rule sets of the YAML on and off as the appliances have them; undefined where anything
 * else differs, or where one line of the YAML stands for several rules that are switched differently.
 */
export function switchedRules(wanted: RuleSet, live: RuleSet): ReadonlyMap<string, readonly YamlEdit[]> | undefined {
  if (said(switchedAs(wanted, live)) !== said(live)) return undefined
  const switches = new Map<string, Switch>()
  const places = new Map<string, boolean>()
  for (const [own, theirs] of pairsOf(wanted, live)) {
    if ((places.get(placeKey(own.place)) ?? theirs.enabled) !== theirs.enabled) return undefined
    places.set(placeKey(own.place), theirs.enabled)
    if (own.enabled !== theirs.enabled) switches.set(placeKey(own.place), { of: own, enabled: theirs.enabled })
  }
  const edits = new Map<string, YamlEdit[]>()
  for (const { of, enabled } of switches.values()) {
    const { place } = of
    if (place.kind !== 'node') return undefined
    const path = [...place.path, 'enabled']
    const edit: YamlEdit = enabled ? { kind: 'remove', path } : { kind: 'set', path, value: false }
    edits.set(place.file, [...(edits.get(place.file) ?? []), edit])
  }
  return edits
}

interface Switch {
  readonly of: Rule | RuleSet
  readonly enabled: boolean
}

/** The rule set with everything in it switched as its counterpart is; what has none stays as it is. */
function switchedAs(own: RuleSet, theirs: RuleSet): RuleSet {
  return {
    ...own,
    enabled: theirs.enabled,
    rules: own.rules.map((rule, index) => ({ ...rule, enabled: theirs.rules[index]?.enabled ?? rule.enabled })),
    ruleSets: own.ruleSets.map((inner, index) => {
      const counterpart = theirs.ruleSets[index]
      return counterpart === undefined ? inner : switchedAs(inner, counterpart)
    }),
  }
}

/** Rules and rule sets beside their counterparts; only of two that are alike otherwise. */
function pairsOf(own: RuleSet, theirs: RuleSet): readonly (readonly [Rule | RuleSet, Rule | RuleSet])[] {
  const beside = <Kind>(mine: readonly Kind[], others: readonly Kind[]): readonly (readonly [Kind, Kind])[] =>
    mine.flatMap((one, index) => {
      const other = others[index]
      return other === undefined ? [] : [[one, other] as const]
    })
  return [
    [own, theirs],
    ...beside(own.rules, theirs.rules),
    ...beside(own.ruleSets, theirs.ruleSets).flatMap(([mine, other]) => pairsOf(mine, other)),
  ]
}

function said(ruleSet: RuleSet): string {
  return canonicalJson(ruleSetContent(ruleSet, emptyPolicy))
}
