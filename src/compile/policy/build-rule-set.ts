import type { Region } from '../../model/fleet.ts'
import { unconditional, type Condition, type Term } from '../../model/policy/criteria.ts'
import type { Action, Cycles, Rule, RuleSet } from '../../model/policy/rule-set.ts'
import { parseEvent } from '../../policy/criteria/parse-action.ts'
import type { ReadText } from '../../policy/criteria/problem.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { joinAll, joinAny } from './join-terms.ts'
import type { RuleSetContract } from './override.ts'
import { variations } from './parameters.ts'
import {
  placeWithin,
  type ImportChanges,
  type Parameter,
  type RuleSetSource,
  type RuleSource,
  type WrittenText,
} from './policy-source.ts'
import type { RegionTest } from './region-selector.ts'
import { unknownRegion } from './unknown-region.ts'

/** What rule sets are built with. */
export interface RuleSetContext {
  readonly vocabulary: Vocabulary
  /** Reads criteria and actions; rules say the same again and again, and of equal texts one is read. */
  readonly readCriteria: (text: string) => ReadText<readonly Term[]>
  readonly readAction: (text: string) => ReadText<Action>
  readonly regions: readonly Region[]
  readonly tests: ReadonlyMap<string, RegionTest>
  readonly parameters: ReadonlyMap<string, Parameter>
  /** The rule set of an export, by its path below the cluster's folder. */
  readonly importRuleSet: (path: WrittenText, changes: ImportChanges) => RuleSet | undefined
  /** Told of each rule set that says how regions may change what it decides. */
  readonly promise: (ruleSet: RuleSet, contract: RuleSetContract) => void
  readonly report: (found: Diagnostic) => void
}

const allCycles: Cycles = { request: true, response: true, embedded: true }

/** Builds a rule set from what YAML says: texts are read, regions become criteria, parameters become rules. */
export function buildRuleSet(
  source: RuleSetSource,
  shop: RuleSetContext,
  around: Cycles = allCycles,
): RuleSet | undefined {
  const built = buildAny(source, shop, around)
  if (built !== undefined && source.contract !== undefined) shop.promise(built, source.contract)
  return built
}

function buildAny(source: RuleSetSource, shop: RuleSetContext, around: Cycles): RuleSet | undefined {
  if (source.imported === undefined) return buildOwn(source, shop, around, [])
  const imported = shop.importRuleSet(source.imported, source.changes)
  if (imported === undefined) return undefined
  const bare = source.name === '' && source.regions.length === 0 && source.criteria === undefined
  return bare ? imported : buildOwn({ ...source, name: source.name || imported.name }, shop, around, [imported])
}

function buildOwn(source: RuleSetSource, shop: RuleSetContext, around: Cycles, imported: readonly RuleSet[]): RuleSet {
  const cycles = source.cycles ?? around
  const nested = source.ruleSets.flatMap((child) => buildRuleSet(child, shop, cycles) ?? [])
  const set: RuleSet = {
    name: source.name,
    place: source.place,
    description: source.description,
    enabled: source.enabled,
    cycles,
    cloudSynced: source.cloudSynced,
    criteria: condition(source.criteria, regionTerms(source.regions, shop), shop),
    rules: source.rules.flatMap((rule) => buildRules(rule, shop)),
    ruleSets: [...imported, ...nested],
  }
  return source.regions.length === 0 ? set : { ...set, regions: source.regions.map(({ text }) => text) }
}

function buildRules(source: RuleSource, shop: RuleSetContext): readonly Rule[] {
  return variations(source, shop.parameters, shop.regions, shop.report).map(({ rule, regions }) => {
    const region = regionTerms(
      regions.map((text) => ({ text, place: source.place })),
      shop,
    )
    const built: Rule = {
      name: rule.name,
      place: rule.place,
      description: rule.description,
      enabled: rule.enabled,
      criteria: condition(rule.criteria, region, shop),
      action: buildAction(rule.action, shop),
      events: rule.events.flatMap((event) => readWritten(event, parseEvent(event.text, shop.vocabulary), shop) ?? []),
    }
    return regions.length === 0 ? built : { ...built, regions }
  })
}

function buildAction(written: WrittenText | undefined, shop: RuleSetContext): Action {
  const nothing: Action = { name: 'Continue' }
  if (written === undefined) return nothing
  return readWritten(written, shop.readAction(written.text), shop) ?? nothing
}

function condition(written: WrittenText | undefined, region: readonly Term[], shop: RuleSetContext): Condition {
  const own = written === undefined ? [] : readWritten(written, shop.readCriteria(written.text), shop)
  const terms = joinAll([region, own ?? []])
  if (terms.length === 0) return unconditional
  return written === undefined ? { always: false, terms } : { always: false, terms, place: written.place }
}

function regionTerms(regions: readonly WrittenText[], shop: RuleSetContext): readonly Term[] {
  if (regions.length === 0) return []
  const tests = regions.flatMap((region) => {
    const test = shop.tests.get(region.text)
    // A region that cannot be recognised has been reported where it is declared.
    const known = shop.regions.some(({ name }) => name === region.text)
    if (test === undefined && !known) shop.report(unknownRegion(region, shop.regions))
    return test === undefined ? [] : [test.terms]
  })
  return joinAny(tests)
}

function readWritten<Value>(written: WrittenText, read: ReadText<Value>, shop: RuleSetContext): Value | undefined {
  for (const { code, message, start, end, help } of read.problems) {
    const place = placeWithin(written, start, end)
    shop.report({ code, severity: 'error', message, place, ...(help === undefined ? {} : { help }) })
  }
  return read.value
}
