import { decode } from '../../compile/yaml/decode.ts'
import { Locator } from '../../compile/yaml/locate.ts'
import { parse } from '../../compile/yaml/parse.ts'
import { readTestFile, runTest, type PolicyTest, type TestRun } from '../../compile/policy/policy-test.ts'
import type { Cluster } from '../../model/fleet.ts'
import { coverageOf, type Coverage } from '../../policy/evaluate/coverage.ts'
import { Evaluator } from '../../policy/evaluate/evaluator.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import type { TestReport } from '../../report/tests/report.ts'
import { append } from '../../source/append.ts'
import { hasErrors, type Diagnostic } from '../../source/diagnostic.ts'
import type { RawFile } from '../../source/source-file.ts'
import type { NowOptions } from '../options/repository.ts'
import type { World } from '../world.ts'
import { compilerFor } from './compile-folder.ts'
import type { RepositoryFolder } from './folder.ts'
import { todayOf } from './today.ts'

/** Compiles the files of a repository and sends the requests of its tests through the policies. */
export async function runTests(
  repository: RepositoryFolder,
  files: readonly RawFile[],
  options: NowOptions,
  world: World,
): Promise<TestReport & { readonly runs: readonly TestRun[] }> {
  const compileFiles = await compilerFor(repository, todayOf(options.now, world), world)
  const { value: compiled, diagnostics } = compileFiles(files)
  const locator = new Locator(compiled.textOf)
  const problems: Diagnostic[] = diagnostics.filter((found) => hasErrors([found]))
  const runs: TestRun[] = []
  const untested: string[] = []
  const coverage = new Map<string, Coverage>()
  for (const cluster of compiled.fleet.clusters) {
    const vocabulary = compiled.vocabularyOf(cluster.name)
    const tests = testsOf(cluster.name, files, vocabulary)
    // Half a policy lets nearly everything through: what its tests say would be about the errors.
    if (compiled.unreadOf(cluster.name).length > 0) {
      if (tests.length > 0) untested.push(cluster.name)
      continue
    }
    const evaluator = new Evaluator(cluster.policy, vocabulary)
    const own = tests.map((test) => [test, runTest(test, evaluator, cluster)] as const)
    append(
      problems,
      own.flatMap(([test, ran]) => (ran.length === 0 && namesWhatIs(test, cluster) ? [nowhere(test)] : [])),
    )
    const ran = own.flatMap(([, some]) => some)
    append(runs, ran)
    if (tests.length > 0)
      coverage.set(
        cluster.name,
        coverageOf(
          cluster.policy.ruleSets,
          ran.map(({ decision }) => decision),
        ),
      )
  }
  return {
    runs,
    problems: problems.map((problem) => locator.locate(problem)),
    untested,
    coverage,
    locate: (place) => locator.spanOf(place),
  }
}

/** The tests of a cluster as far as they can be read: what is wrong with the rest is said where it is compiled. */
function testsOf(cluster: string, files: readonly RawFile[], vocabulary: Vocabulary): readonly PolicyTest[] {
  const tests: PolicyTest[] = []
  const own = files.filter(({ path }) => `/${path}`.includes(`/${cluster}/tests/`) && path.endsWith('.yaml'))
  for (const file of own) {
    const decoded = decode(file)
    const parsed = decoded.value === undefined ? undefined : parse(decoded.value)
    const read = parsed?.value === undefined ? undefined : readTestFile(parsed.value, file.path, vocabulary)
    if (read?.value !== undefined) append(tests, read.value)
  }
  return tests
}

/** Whether all that a test names is there: what is not has been said. */
function namesWhatIs(test: PolicyTest, { regions, nodes }: Cluster): boolean {
  return (
    test.regions.every((text) => regions.some(({ name }) => name === text)) &&
    test.nodes.every((text) => nodes.some(({ name }) => name === text))
  )
}

function nowhere({ name, place }: PolicyTest): Diagnostic {
  return {
    code: 'POL-TEST-NOWHERE',
    severity: 'error',
    message: `the test "${name}" names no node and no region that has one`,
    place,
    help: 'add "regions" or "nodes"',
  }
}
