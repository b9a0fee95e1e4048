import type { FileEdit } from '../../source/fix.ts'
import { endOf, type PolicyTest, type TestRun } from './policy-test.ts'

/** What a test is to expect from now on, as edits of its file, or why that is not written. */
export type UpdatedExpectation =
  | { readonly test: PolicyTest; readonly edits: readonly FileEdit[] }
  | { readonly test: PolicyTest; readonly refused: string }

/** What of a decision a test expects, as texts by their path below `expect`; undefined = the key goes. */
type Wanted = ReadonlyMap<string, { readonly path: readonly string[]; readonly value: string | undefined }>

/**
 * Takes decisions as what is expected: of tests that failed in all that they name, and of tests that name nothing yet
 * the action and the rule. A decision that is not the same at every node, or that is not one, is never written down.
 */
export function updatedExpectations(runs: readonly TestRun[]): readonly UpdatedExpectation[] {
  const byTest = new Map<PolicyTest, TestRun[]>()
  for (const run of runs) byTest.set(run.test, [...(byTest.get(run.test) ?? []), run])
  return [...byTest]
    .filter(([test, own]) => saysNothing(test) || own.some(({ differences }) => differences.length > 0))
    .map(([test, own]) => updated(test, own))
}

function saysNothing({ expect: { action, rule, properties } }: PolicyTest): boolean {
  return action === undefined && rule === undefined && properties.size === 0
}

function updated(test: PolicyTest, runs: readonly TestRun[]): UpdatedExpectation {
  const found = runs.map((run) => [run, wantedOf(run)] as const)
  const [first] = found
  const refused = found.flatMap(([{ node }, wanted]) => (typeof wanted === 'string' ? [`at ${node}, ${wanted}`] : []))
  if (refused[0] !== undefined) return { test, refused: refused[0] }
  if (first === undefined || typeof first[1] === 'string') return { test, refused: 'it was sent through no node' }
  const other = found.find(([, wanted]) => inWords(wanted) !== inWords(first[1]))
  if (other !== undefined) {
    const [one, two] = [first, other].map(([{ node }, wanted]) => `${inWords(wanted)} at ${node}`)
    return { test, refused: `the decision is ${one} and ${two}: write a test for each` }
  }
  return { test, edits: [...first[1].values()].flatMap((wanted) => editOf(test, wanted)) }
}

/** What one run would have the test expect, or why it says nothing that could be. */
function wantedOf({ test, decision: { outcome, properties } }: TestRun): Wanted | string {
  const { expect } = test
  if (outcome.kind === 'undetermined' && expect.action !== 'undetermined')
    return `the decision is open: ${outcome.question}`
  const isNew = saysNothing(test)
  const { action, rule } = endOf(outcome)
  const isRuleGone = expect.rule !== undefined && rule === undefined
  const wanted = new Map<string, { readonly path: readonly string[]; readonly value: string | undefined }>()
  const want = (path: readonly string[], value: string | undefined): void =>
    void wanted.set(path.join(' '), { path, value })
  if (isNew || isRuleGone || expect.action !== undefined) want(['action'], action)
  if (expect.rule !== undefined || (isNew && rule !== undefined)) want(['rule'], rule)
  for (const name of expect.properties.keys()) {
    const value = properties.get(name)
    if (typeof value !== 'string') return `no text that is known is set as ${name}`
    want(['properties', name], value)
  }
  return wanted
}

function editOf(
  { place }: PolicyTest,
  { path, value }: { path: readonly string[]; value: string | undefined },
): readonly FileEdit[] {
  if (place.kind !== 'node') return []
  const full = [...place.path, 'expect', ...path]
  return [
    {
      file: place.file,
      edit: value === undefined ? { kind: 'remove', path: full } : { kind: 'set', path: full, value },
    },
  ]
}

function inWords(wanted: Wanted | string): string {
  if (typeof wanted === 'string') return wanted
  return [...wanted.values()].map(({ path, value }) => `${path.join(' ')} "${value ?? ''}"`).join(', ')
}
