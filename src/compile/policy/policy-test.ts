import { reportsOf } from './node-reports.ts'
import { nodesOfRegion, type RegionTopology } from './region-nodes.ts'
import type { Cycle } from '../../model/policy/rule-set.ts'
import type { Value } from '../../policy/evaluate/compare.ts'
import type { Decision } from '../../policy/evaluate/decision.ts'
import type { Evaluator } from '../../policy/evaluate/evaluator.ts'
import { checked, failed, type Checked } from '../../source/checked.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { fieldsOf, integer, mapOf, oneOf, sequenceOf, startReading, text, type Read } from '../../source/fields.ts'
import { valueAt, type Place } from '../../source/place.ts'
import { readRequest } from './test-request.ts'

/** A request that is sent through some nodes, and what is expected to become of it. */
export interface PolicyTest {
  readonly name: string
  readonly place: Place
  readonly cycle: Cycle
  readonly regions: readonly string[]
  readonly nodes: readonly string[]
  readonly request: ReadonlyMap<string, Value>
  readonly expect: Expectation
}

/** What a test expects; what it does not name may be anything. */
export interface Expectation {
  /** Name of the action, `let through` or `undetermined`. */
  readonly action?: string
  /** Name of the rule that decided. */
  readonly rule?: string
  readonly properties: ReadonlyMap<string, string>
}

/** How one test went at one node. */
export interface TestRun {
  readonly test: PolicyTest
  readonly node: string
  readonly decision: Decision
  /** What is not as expected; empty = passed. */
  readonly differences: readonly string[]
}

/** Reads a parsed file below `tests/`; the words say which properties the shorthands of a request stand for. */
export function readTestFile(value: unknown, file: string, vocabulary: Vocabulary): Checked<readonly PolicyTest[]> {
  const at = startReading(file)
  const fields = fieldsOf(value, at)
  fields?.required('format', integer(1, 1))
  const tests = fields?.required('tests', sequenceOf(readTest(vocabulary)))
  fields?.done()
  return tests === undefined || hasErrors(at.problems) ? failed(at.problems) : checked(tests, at.problems)
}

const readTest =
  (vocabulary: Vocabulary): Read<PolicyTest> =>
  (value, at) => {
    const fields = fieldsOf(value, at)
    if (fields === undefined) return undefined
    const name = fields.required('name', text)
    const request = fields.required('request', readRequest(vocabulary))
    const expected = fields.required('expect', readExpectation)
    const regions = fields.optional('regions', sequenceOf(text))
    const nodes = fields.optional('nodes', sequenceOf(text))
    const cycle = fields.optional('cycle', oneOf(['request', 'response', 'embedded']))
    fields.done()
    if (name === undefined || request === undefined || expected === undefined) return undefined
    const place = valueAt(at.file, at.path)
    return {
      name,
      place,
      cycle: cycle ?? 'request',
      regions: regions ?? [],
      nodes: nodes ?? [],
      request,
      expect: expected,
    }
  }

const readExpectation: Read<Expectation> = (value, at) => {
  const fields = fieldsOf(value, at)
  const action = fields?.optional('action', text)
  const rule = fields?.optional('rule', text)
  const properties = fields?.optional('properties', mapOf(text))
  fields?.done()
  return {
    ...(action === undefined ? {} : { action }),
    ...(rule === undefined ? {} : { rule }),
    properties: properties ?? new Map(),
  }
}

/** Runs a test at every node that it names, itself or by region; a test that reaches no node is no test. */
export function runTest(test: PolicyTest, evaluator: Evaluator, topology: RegionTopology): readonly TestRun[] {
  const inRegions = topology.regions
    .filter(({ name }) => test.regions.includes(name))
    .flatMap((region) => nodesOfRegion(region, topology))
  const named = topology.nodes.filter(({ name }) => test.nodes.includes(name))
  return [...new Set([...inRegions, ...named])].map((node) => {
    const request = new Map<string, Value>([...reportsOf(node), ...test.request])
    const decision = evaluator.trace(request, test.cycle)
    return { test, node: node.name, decision, differences: differences(test.expect, decision) }
  })
}

/** How a cycle ends in the words of an expectation: the action, and the rule where one decides. */
export function endOf(outcome: Decision['outcome']): { readonly action: string; readonly rule: string | undefined } {
  return outcome.kind === 'action'
    ? { action: outcome.action, rule: outcome.path.split(' > ').at(-1) }
    : { action: outcome.kind, rule: undefined }
}

function differences(expected: Expectation, { outcome, properties }: Decision): readonly string[] {
  const found: string[] = []
  const { action, rule } = endOf(outcome)
  const question = outcome.kind === 'undetermined' ? ` (${outcome.question})` : ''
  if (expected.action !== undefined && expected.action !== action)
    found.push(`expected ${expected.action}, got ${action}${question}`)
  if (expected.rule !== undefined && expected.rule !== rule)
    found.push(`expected the rule "${expected.rule}", got ${rule === undefined ? 'none' : `"${rule}"`}`)
  for (const [name, value] of expected.properties)
    if (properties.get(name) !== value)
      found.push(`expected ${name} = "${value}", got ${String(properties.get(name) ?? 'none')}`)
  return found
}
