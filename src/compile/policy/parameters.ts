import type { Region } from '../../model/fleet.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { placeWithin, type Parameter, type RuleSource, type WrittenText } from './policy-source.ts'

/** A rule with its parameters filled in, and the regions that it is for; no regions = for everybody. */
export interface Variation {
  readonly rule: RuleSource
  readonly regions: readonly string[]
}

/**
 * The few rules that a rule with parameters stands for: one for each combination of values, with the regions that have
 * it. Where all regions agree it stays one rule without a region.
 */
export function variations(
  rule: RuleSource,
  parameters: ReadonlyMap<string, Parameter>,
  regions: readonly Region[],
  report: (found: Diagnostic) => void,
): readonly Variation[] {
  const used = parametersOf(rule, parameters, report)
  if (used.length === 0) return [{ rule, regions: [] }]
  const groups = new Map<string, { readonly values: ReadonlyMap<string, string>; readonly regions: string[] }>()
  for (const region of regions) {
    const values = new Map<string, string>()
    for (const parameter of used) {
      const value = parameter.byRegion.get(region.name) ?? parameter.everywhere
      if (value === undefined) report(withoutValue(parameter, region, rule))
      else values.set(parameter.name, value)
    }
    const key = JSON.stringify([...values])
    const group = groups.get(key) ?? { values, regions: [] }
    group.regions.push(region.name)
    groups.set(key, group)
  }
  const agreed = groups.size === 1
  return [...groups.values()].map((group) => ({
    rule: fill(rule, group.values, agreed ? '' : ` (${group.regions.join(', ')})`),
    regions: agreed ? [] : group.regions,
  }))
}

const reference = /\$\(([^()\s]+)\)/g

function parametersOf(
  rule: RuleSource,
  parameters: ReadonlyMap<string, Parameter>,
  report: (found: Diagnostic) => void,
): readonly Parameter[] {
  const found = new Map<string, Parameter>()
  for (const written of [rule.criteria, rule.action, ...rule.events]) {
    if (written === undefined || !written.text.includes('$(')) continue
    for (const [whole, name = ''] of written.text.matchAll(reference)) {
      const parameter = parameters.get(name)
      if (parameter) found.set(name, parameter)
      else report(unknownParameter(name, whole, written, parameters))
    }
  }
  return [...found.values()]
}

function fill(rule: RuleSource, values: ReadonlyMap<string, string>, suffix: string): RuleSource {
  const into = (written: WrittenText): WrittenText => ({
    ...written,
    text: written.text.replace(reference, (whole, name: string) => {
      const value = values.get(name)
      return value === undefined ? whole : value.replace(/[\\">]/g, '\\$&')
    }),
  })
  return {
    ...rule,
    name: `${rule.name}${suffix}`,
    criteria: rule.criteria && into(rule.criteria),
    action: rule.action && into(rule.action),
    events: rule.events.map(into),
  }
}

function withoutValue(parameter: Parameter, region: Region, rule: RuleSource): Diagnostic {
  return {
    code: 'POL-PARAMETER-VALUE',
    severity: 'error',
    message: `parameter "${parameter.name}" has no value for region "${region.name}"`,
    place: parameter.place,
    related: [{ place: rule.place, note: `rule "${rule.name}" uses it` }],
    help: 'give the region a value below "regions", or all others one as "default"',
  }
}

function unknownParameter(
  name: string,
  whole: string,
  written: WrittenText,
  parameters: ReadonlyMap<string, Parameter>,
): Diagnostic {
  const start = written.text.indexOf(whole)
  return {
    code: 'POL-UNKNOWN-PARAMETER',
    severity: 'error',
    message: `there is no parameter "${name}"`,
    place: placeWithin(written, start, start + whole.length),
    help: parameters.size === 0 ? 'declare it below "parameters"' : `parameters: ${[...parameters.keys()].join(', ')}`,
  }
}
