import type { Region } from '../../model/fleet.ts'
import type { Term } from '../../model/policy/criteria.ts'
import type { Rule, RuleSet } from '../../model/policy/rule-set.ts'
import type { UserProperty } from '../../model/policy/settings-object.ts'
import { userDefined } from '../../policy/vocabulary.ts'

/** Name of the property that says which region a request belongs to. */
export const regionProperty = `${userDefined}Region`

/** The comparison that recognises a region by the property. */
export function regionEquals(region: Region): Term {
  return {
    opens: 0,
    closes: 0,
    property: { name: regionProperty, arguments: [] },
    operator: 'equals',
    operand: { kind: 'literal', type: 'string', value: region.name },
  }
}

/** A region and the comparisons that recognise it without the property. */
interface Recognised {
  readonly region: Region
  readonly recognised: readonly Term[]
}

/**
 * The rule set at the top of the policy that sets the property, and the property. It runs in every cycle: whether a
 * value that was set in one cycle is still there in the next is not documented.
 */
export function regionRuleSet(
  tests: readonly Recognised[],
): { readonly ruleSet: RuleSet; readonly property: UserProperty } | undefined {
  const own = tests.filter(({ region }) => region.testBy.value === 'property')
  const [first] = own
  if (first === undefined) return undefined
  const place = first.region.testBy.origin.place
  return {
    property: {
      name: regionProperty,
      type: 'string',
      initial: '',
      description: 'Region that the request belongs to',
      place,
    },
    ruleSet: {
      name: regionRuleSetName,
      place,
      description: `Sets ${regionProperty}, which later rule sets ask for`,
      enabled: true,
      cycles: { request: true, response: true, embedded: true },
      cloudSynced: false,
      criteria: { always: true, terms: [] },
      rules: own.map(ruleOf),
      ruleSets: [],
    },
  }
}

/** What the rule set at the top is called. */
export const regionRuleSetName = 'pader/Region'

function ruleOf({ region, recognised }: Recognised): Rule {
  return {
    name: region.name,
    place: region.place,
    description: '',
    enabled: true,
    criteria: { always: false, terms: recognised },
    regions: [region.name],
    action: { name: 'Continue' },
    events: [
      { kind: 'set', property: regionProperty, values: [{ kind: 'literal', type: 'string', value: region.name }] },
    ],
  }
}
