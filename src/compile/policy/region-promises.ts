import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { keyAt, valueAt } from '../../source/place.ts'
import { buildAll, type PolicyContext, type BuiltRuleSets } from './build-all.ts'
import type { Parameter, RuleSetSource } from './policy-source.ts'
import { promiseProblems, type Promised } from './region-decisions.ts'
import { varyByRegion, type Variety } from './vary-by-region.ts'

/** A policy that was compiled, with what it was compiled of. */
export interface CompiledParts {
  readonly asked: readonly RuleSetSource[]
  readonly parameters: readonly Parameter[]
  readonly built: BuiltRuleSets
  readonly variety: Variety
  readonly policy: PolicyObjects
  readonly context: PolicyContext
}

const quiet = (): void => undefined

/**
 * Where regions let requests get further than what all share has promised: the policy is compared with what it would be
 * without that one departure. What breaks a promise by its text alone has been said before.
 */
export function regionProblems(parts: CompiledParts): readonly Diagnostic[] {
  return [...ofRuleSets(parts), ...ofLists(parts), ...ofParameters(parts)]
}

/** Rule sets of regions that make promises themselves: nobody departs from them. */
export function promisesOfRegions(
  asked: readonly RuleSetSource[],
  around: readonly string[] = [],
): readonly Diagnostic[] {
  return asked.flatMap((one) => {
    const regions = [...around, ...one.regions.map(({ text }) => text)]
    const inside = promisesOfRegions(one.ruleSets, regions)
    return one.contract === undefined || regions.length === 0
      ? inside
      : [voidPromise(one.name, one.contract.place), ...inside]
  })
}

function ofRuleSets({ asked, parameters, built, variety, policy, context }: CompiledParts): readonly Diagnostic[] {
  const promises = built.promises.filter(({ contract }) => contract.mode !== 'replace')
  if (promises.length === 0 || !asked.some(hasRegional)) return []
  const shared = buildAll(withoutRegional(asked), parameters, { ...context, report: quiet })
  const without = { ...policy, ruleSets: varied(shared, variety) }
  return promiseProblems(
    { without, actual: policy },
    shared.promises
      .filter(({ contract }) => contract.mode !== 'replace')
      .map(({ ruleSet, contract }) => ({ what: `rule set "${ruleSet.name}"`, contract, ruleSet })),
    context.vocabulary,
    variety.topology,
  )
}

function hasRegional({ regions, ruleSets }: RuleSetSource): boolean {
  return regions.length > 0 || ruleSets.some(hasRegional)
}

function withoutRegional(asked: readonly RuleSetSource[]): readonly RuleSetSource[] {
  return asked
    .filter(({ regions }) => regions.length === 0)
    .map((one) => ({ ...one, ruleSets: withoutRegional(one.ruleSets) }))
}

/** The region's list keeps its name and has the shared entries, so that nothing differs but the entries. */
function ofLists({ variety, policy, context }: CompiledParts): readonly Diagnostic[] {
  return variety.variants.flatMap((variant) => {
    const { list, contract } = variant.shared
    if (contract.mode !== 'tighten') return []
    const promised: Promised = {
      what: `list "${list.name}"`,
      contract,
      departs: keyAt(variant.said.list.place.file, ['entries']),
    }
    const lists = policy.lists.map((one) => (one === variant.list ? { ...one, entries: list.entries } : one))
    const departure = { without: { ...policy, lists }, actual: policy }
    return promiseProblems(departure, [promised], context.vocabulary, variety.topology, variant.regions)
  })
}

function ofParameters({ asked, parameters, variety, policy, context }: CompiledParts): readonly Diagnostic[] {
  return parameters.flatMap((parameter) => {
    const { name, place, contract, everywhere, byRegion } = parameter
    if (contract.mode !== 'tighten') return []
    return [...byRegion].flatMap(([region, value]) => {
      if (value === everywhere) return []
      const others = new Map([...byRegion].filter(([other]) => other !== region))
      const shared = parameters.map((one) => (one === parameter ? { ...one, byRegion: others } : one))
      const departs = valueAt(place.file, [...(place.kind === 'node' ? place.path : []), 'regions', region])
      const without = { ...policy, ruleSets: varied(buildAll(asked, shared, { ...context, report: quiet }), variety) }
      const promised: Promised = { what: `parameter "${name}"`, contract, departs }
      return promiseProblems({ without, actual: policy }, [promised], context.vocabulary, variety.topology, [region])
    })
  })
}

function varied({ ruleSets }: BuiltRuleSets, variety: Variety): PolicyObjects['ruleSets'] {
  return varyByRegion(ruleSets, { ...variety, report: quiet })
}

function voidPromise(name: string, place: Diagnostic['place']): Diagnostic {
  return {
    code: 'SCHEMA-VALUE',
    severity: 'error',
    message: `rule set "${name}" is one of a region, so it does not say what regions may do to it`,
    place,
    help: 'put "override" on a rule set that all regions share',
  }
}
