import type { Region } from '../../model/fleet.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import { didYouMean } from '../../source/suggest.ts'
import { quoted } from '../wording/phrase.ts'
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
  if (used.length === 0) return [{ rule: fill(rule, new Map(), ''), regions: [] }]
  for (const parameter of used) {
    const lacking = regions.filter(({ name }) => valueIn(parameter, name) === undefined)
    // Of a region that is not known it is said that it may be one of these.
    const isKnown = [...parameter.byRegion.keys()].every((name) => regions.some((region) => region.name === name))
    if (lacking.length > 0 && isKnown) report(withoutValue(parameter, lacking, rule))
  }
  const groups = new Map<string, { readonly values: ReadonlyMap<string, string>; readonly regions: string[] }>()
  for (const region of regions) {
    const values = new Map<string, string>()
    for (const parameter of used) {
      const value = valueIn(parameter, region.name)
      if (value !== undefined) values.set(parameter.name, value)
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

function valueIn({ byRegion, everywhere }: Parameter, region: string): string | undefined {
  return byRegion.get(region) ?? everywhere
}

const reference = /\$\(([^()\s]+)\)/g

/** How others write what stands for a text, `$name` and `${name}`, and what has lost its last bracket, `$(name`. */
const lookalike = /\$(?:\{(\w+)[)}]|\((\w+)(?!\w|[^()\s]*\))|(\w+))/g

function parametersOf(
  rule: RuleSource,
  parameters: ReadonlyMap<string, Parameter>,
  report: (found: Diagnostic) => void,
): readonly Parameter[] {
  const found = new Map<string, Parameter>()
  for (const written of [rule.criteria, rule.action, ...rule.events]) {
    if (written?.text.includes('$') !== true) continue
    for (const [whole, inBraces, open, bare] of written.text.matchAll(lookalike)) {
      const name = inBraces ?? open ?? bare ?? ''
      if (parameters.has(name)) report(otherNotation(name, whole, written))
    }
    for (const [whole, name = ''] of written.text.matchAll(reference)) {
      const parameter = parameters.get(name)
      if (parameter) found.set(name, parameter)
      else report(unknownParameter(name, whole, written, parameters))
    }
  }
  return [...found.values()]
}

/** The rule with values in the place of parameters; without the texts of which that is not known, which has been said. */
function fill(rule: RuleSource, values: ReadonlyMap<string, string>, suffix: string): RuleSource {
  const into = (written: WrittenText): WrittenText | undefined => {
    const references = [...written.text.matchAll(reference)]
    if (references.some(([, name = '']) => !values.has(name))) return undefined
    if (references.length === 0) return written
    const text = written.text.replace(reference, (_, name: string) => escaped(values.get(name) ?? ''))
    const narrow = (start: number, end: number): Place => {
      const at = (offset: number, isEnd: boolean): number => offsetBefore(written.text, values, offset, isEnd)
      return placeWithin(written, at(start, false), at(end, true))
    }
    return { ...written, text, narrow }
  }
  return {
    ...rule,
    name: `${rule.name}${suffix}`,
    criteria: rule.criteria && into(rule.criteria),
    action: rule.action && into(rule.action),
    events: rule.events.flatMap((event) => into(event) ?? []),
  }
}

/** A value as it is written into a text of the criteria language. */
function escaped(value: string): string {
  return value.replace(/[\\">]/g, '\\$&')
}

/** Where an offset into a filled text lies in the text with references: all of a value at the start or the end of its reference. */
function offsetBefore(written: string, values: ReadonlyMap<string, string>, offset: number, isEnd: boolean): number {
  let longer = 0
  for (const { 0: whole, 1: name = '', index } of written.matchAll(reference)) {
    const value = escaped(values.get(name) ?? '')
    const start = index + longer
    if (offset < start || (isEnd && offset === start)) break
    if (offset < start + value.length || (isEnd && offset === start + value.length))
      return isEnd ? index + whole.length : index
    longer += value.length - whole.length
  }
  return offset - longer
}

function withoutValue(parameter: Parameter, lacking: readonly Region[], rule: RuleSource): Diagnostic {
  const names = quoted(lacking.map(({ name }) => name))
  return {
    code: 'POL-PARAMETER-VALUE',
    severity: 'error',
    message: `parameter "${parameter.name}" has no value for ${lacking.length === 1 ? 'region' : 'the regions'} ${names}`,
    place: parameter.place,
    related: [{ place: rule.place, note: `rule "${rule.name}" uses it` }],
    help: `give ${lacking.length === 1 ? 'the region' : 'each of them'} a value below "regions", or all others one as "default"`,
  }
}

function otherNotation(name: string, whole: string, written: WrittenText): Diagnostic {
  const start = written.text.indexOf(whole)
  return {
    code: 'POL-UNKNOWN-PARAMETER',
    severity: 'error',
    message: `"${whole}" does not stand for the parameter "${name}", and is kept as it is`,
    place: placeWithin(written, start, start + whole.length),
    help: `write "$(${name})"`,
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
    help: didYouMean(name, parameters.keys())?.help ?? helpWithout(parameters),
  }
}

function helpWithout(parameters: ReadonlyMap<string, Parameter>): string {
  return parameters.size === 0 ? 'declare it below "parameters"' : `parameters: ${[...parameters.keys()].join(', ')}`
}
