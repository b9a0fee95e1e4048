import type { Condition, Operand, PropertyUse, Term } from '../../src/model/policy/criteria.ts'
import type { DesiredList } from '../../src/model/policy/list.ts'
import type { Cycle, Rule, RuleSet } from '../../src/model/policy/rule-set.ts'
import { printProperty } from '../../src/policy/criteria/print.ts'
import type { Vocabulary } from '../../src/policy/vocabulary.ts'
import { compare, positiveOf, type Value } from '../../src/policy/evaluate/compare.ts'
import type { Decidable, Outcome, Request, Verdict } from '../../src/policy/evaluate/decision.ts'
import { joined } from '../../src/policy/evaluate/joined.ts'
import { anyOf, isOpen, not, threeValued, type Truth } from '../../src/policy/evaluate/truth.ts'

type Read = { readonly value: Value } | { readonly question: string }

/** One rule set or rule that was asked. */
export interface Asked {
  readonly path: string
  readonly truth: Truth
}

/** A run through one cycle: what is known, what was set, and what has been asked. */
interface Run {
  readonly policy: Decidable
  readonly vocabulary: Vocabulary
  readonly request: Request
  readonly cycle: Cycle
  readonly set: Map<string, Value | undefined>
  readonly trace: Asked[]
  readonly assumptions: Set<string>
}

/**
 * Decides a request by asking everything in turn and each entry of each list: slow, short, and the oracle of the evaluator
 * that prepares a policy once and looks things up.
 */
export function straightforward(
  policy: Decidable,
  request: Request,
  cycle: Cycle,
  vocabulary: Vocabulary,
): Verdict & { readonly trace: readonly Asked[] } {
  const run: Run = {
    policy,
    vocabulary,
    request,
    cycle,
    set: new Map(),
    trace: [],
    assumptions: new Set(['rule sets are processed top to bottom']),
  }
  const outcome = runAll(policy.ruleSets, '', run) ?? { kind: 'let through' }
  return { outcome, trace: run.trace, properties: run.set, assumptions: [...run.assumptions] }
}

function runAll(ruleSets: readonly RuleSet[], around: string, run: Run): Outcome | undefined {
  for (const ruleSet of ruleSets) {
    const outcome = runRuleSet(ruleSet, around, run)
    if (outcome !== undefined) return outcome
  }
  return undefined
}

function runRuleSet(ruleSet: RuleSet, around: string, run: Run): Outcome | undefined {
  if (!ruleSet.enabled || !ruleSet.cycles[run.cycle]) return undefined
  const path = around === '' ? ruleSet.name : `${around} > ${ruleSet.name}`
  const truth = holds(ruleSet.criteria, run)
  run.trace.push({ path, truth })
  if (truth === false) return undefined
  if (!isOpen(truth)) return runInside(ruleSet, path, run)
  const trial: Run = { ...run, set: new Map(run.set), trace: [], assumptions: new Set() }
  const effect = runInside(ruleSet, path, trial)
  const changed = [...trial.set].some(([name, value]) => run.set.get(name) !== value || !run.set.has(name))
  return effect === undefined && !changed ? undefined : { kind: 'undetermined', ...truth, path, place: ruleSet.place }
}

function runInside(ruleSet: RuleSet, path: string, run: Run): Outcome | undefined {
  if (ruleSet.rules.length > 0 && ruleSet.ruleSets.length > 0)
    run.assumptions.add('the rules of a set run before the sets nested in it')
  for (const rule of ruleSet.rules) {
    const outcome = runRule(rule, path, run)
    if (outcome === 'stop rule set') return undefined
    if (outcome !== undefined) return outcome
  }
  return runAll(ruleSet.ruleSets, path, run)
}

function runRule(rule: Rule, around: string, run: Run): Outcome | 'stop rule set' | undefined {
  if (!rule.enabled) return undefined
  const path = `${around} > ${rule.name}`
  const truth = holds(rule.criteria, run)
  run.trace.push({ path, truth })
  if (truth === false) return undefined
  const harmless = rule.action.name === 'Continue' && !rule.events.some(({ kind }) => kind === 'set')
  if (isOpen(truth)) return harmless ? undefined : { kind: 'undetermined', ...truth, path, place: rule.place }
  for (const event of rule.events)
    if (event.kind === 'set') run.set.set(event.property, concatenated(event.values, run))
  return carryOut(rule, path, run)
}

function carryOut(rule: Rule, path: string, run: Run): Outcome | 'stop rule set' | undefined {
  const { name, settings } = rule.action
  switch (name) {
    case 'Continue':
      return undefined
    case 'Stop Rule Set':
      return 'stop rule set'
    case 'Stop Cycle':
      return { kind: 'let through' }
    default:
      if (!run.vocabulary.byName('actions', name))
        return { kind: 'undetermined', question: `what does the action "${name}" do?`, path, place: rule.place }
      return { kind: 'action', action: name, ...(settings === undefined ? {} : { settings }), path, place: rule.place }
  }
}

function holds(condition: Condition, run: Run): Truth {
  if (condition.always) return true
  return joined(condition.terms, (term) => termHolds(term, run), threeValued)
}

function termHolds({ property, operator, operand }: Term, run: Run): Truth {
  const left = readProperty(property, run)
  const right = readOperand(operand, run)
  if ('question' in left) return { question: left.question }
  return 'question' in right ? { question: right.question } : compared(operator, left.value, right.value)
}

const ofOneEntry: Readonly<Record<string, string>> = {
  'matches in list': 'matches',
  'is in list': 'equals',
  'is in range list': 'is in range',
}

/** Asks each entry of a list by itself. */
function compared(operator: string, left: Value, right: Value): Truth {
  const positive = positiveOf(operator)
  if (positive !== undefined) return not(compared(positive, left, right))
  const single = ofOneEntry[operator]
  if (typeof right !== 'object' || right.length === 0) return compare(operator, left, right)
  const one = (value: string | number | boolean, by: string): Truth =>
    anyOf(right.map((entry) => compare(by, value, entry)))
  if (operator === 'at least one in list' && typeof left === 'object')
    return anyOf(left.map((element) => one(element, 'equals')))
  return single === undefined || typeof left === 'object' ? compare(operator, left, right) : one(left, single)
}

function concatenated(operands: readonly Operand[], run: Run): Value | undefined {
  const reads = operands.map((operand) => readOperand(operand, run))
  const values = reads.flatMap((read) => ('value' in read ? [read.value] : []))
  if (values.length < reads.length) return undefined
  return values.length === 1 ? values[0] : values.map(String).join('')
}

function readOperand(operand: Operand, run: Run): Read {
  switch (operand.kind) {
    case 'literal':
      return { value: operand.value }
    case 'property':
      return readProperty(operand.use, run)
    case 'list': {
      const list = listOf(run.policy.lists, operand.type, operand.name)
      if (list === undefined) return { question: `what is in the list "${operand.name}"?` }
      return { value: list.entries.map(({ value }) => value) }
    }
  }
}

function readProperty(use: PropertyUse, run: Run): Read {
  const written = printProperty({ name: use.name, arguments: use.arguments }, run.vocabulary)
  const given = run.request.get(printProperty(use, run.vocabulary)) ?? run.request.get(written)
  const own = run.set.has(use.name) ? run.set.get(use.name) : undefined
  if (own !== undefined) return { value: own }
  if (given !== undefined && !run.set.has(use.name)) return { value: given }
  const converted = readConverted(use, run)
  if (converted !== undefined) return converted
  const declared = run.policy.properties.find(({ name }) => name === use.name)
  if (declared !== undefined && !run.set.has(use.name)) return { value: declared.initial }
  return { question: `what is ${written}?` }
}

/** `X.ToString(value)` is the value as text; how several values become one text nobody has documented. */
function readConverted(use: PropertyUse, run: Run): Read | undefined {
  const [argument] = use.arguments
  if (argument === undefined || use.arguments.length > 1 || !use.name.endsWith('.ToString')) return undefined
  const inner = readOperand(argument.value, run)
  if ('question' in inner) return inner
  return typeof inner.value === 'object' ? undefined : { value: String(inner.value) }
}

function listOf(lists: Decidable['lists'], type: string, name: string): DesiredList | undefined {
  return lists.find((list) => list.type === type && list.name === name)
}
