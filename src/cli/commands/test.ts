import { decode } from '../../compile/decode.ts'
import { Locator } from '../../compile/locate.ts'
import { parse } from '../../compile/parse.ts'
import { readTestFile, runTest, type PolicyTest, type TestRun } from '../../compile/policy/policy-test.ts'
import { Evaluator } from '../../policy/evaluate/evaluator.ts'
import { EXIT } from '../../report/exit-code.ts'
import { hasErrors, type Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import type { RawFile } from '../../source/source-file.ts'
import type { Command } from '../command.ts'
import { compilerFor } from '../repository/compile-folder.ts'
import { filesOf } from '../repository/files-of.ts'
import { todayOf } from '../repository/today.ts'
import { findRepository } from '../repository/folder.ts'

/** `pader test`: sends the requests of `tests/` through the policy and compares what becomes of them. */
export const command: Command = {
  examples: [
    ['pader test', 'send the requests of tests/ through the policy'],
    ['pader test clusters/three-site', 'of one cluster'],
  ],
  configure: (parser) =>
    parser
      .argument('[path...]', 'a folder of clusters, or clusters (default "clusters")')
      .option('--now <date>', 'today, for what expires (YYYY-MM-DD)'),

  run: async ({ positional, options }, world) => {
    const repository = await findRepository(positional, world)
    const files = filesOf(repository)
    const compileFiles = await compilerFor(repository, todayOf(options['now'], world), world)
    const { value: compiled, diagnostics } = compileFiles(files)
    const locator = new Locator(compiled.textOf)
    const problems: Diagnostic[] = diagnostics.filter((found) => hasErrors([found]))
    const runs: TestRun[] = []
    for (const cluster of compiled.fleet.clusters) {
      const evaluator = new Evaluator(cluster.policy, compiled.vocabularyOf(cluster.name))
      const { tests, diagnostics: found } = testsOf(cluster.name, files)
      problems.push(...found)
      for (const test of tests) {
        const own = runTest(test, evaluator, cluster)
        if (own.length === 0) problems.push(nowhere(test.name, test.place))
        runs.push(...own)
      }
    }
    const where = (place: Place): string => {
      const { span } = locator.locate({ code: '', severity: 'info', message: '', place })
      return `${span.file}:${span.start.line}`
    }
    for (const { place, message, code } of problems) world.stderr.write(`${where(place)}: ${code} ${message}\n`)
    const failures = runs.filter((run) => run.differences.length > 0)
    for (const run of failures) world.stdout.write(failureText(run, where))
    world.stdout.write(`${runs.length - failures.length} passed, ${failures.length} failed\n`)
    return failures.length > 0 || hasErrors(problems) ? EXIT.invalid : EXIT.ok
  },
}

function testsOf(
  cluster: string,
  files: readonly RawFile[],
): { readonly tests: readonly PolicyTest[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const tests: PolicyTest[] = []
  const own = files.filter(({ path }) => `/${path}`.includes(`/${cluster}/tests/`) && path.endsWith('.yaml'))
  for (const file of own) {
    const decoded = decode(file)
    const parsed = decoded.value === undefined ? undefined : parse(decoded.value)
    const read = parsed?.value === undefined ? undefined : readTestFile(parsed.value, file.path)
    diagnostics.push(...decoded.diagnostics, ...(parsed?.diagnostics ?? []), ...(read?.diagnostics ?? []))
    if (read?.value !== undefined) tests.push(...read.value)
  }
  return { tests, diagnostics }
}

function failureText({ test, node, decision, differences }: TestRun, where: (place: Place) => string): string {
  const trace = decision.trace.map(({ path, place, truth }) => {
    const said = typeof truth === 'boolean' ? String(truth) : `open: ${truth.question}`
    return `    ${where(place)} ${path}: ${said}`
  })
  return [
    `failed: ${test.name} (at ${node}, ${where(test.place)})`,
    ...differences.map((line) => `  ${line}`),
    '  asked on the way:',
    ...trace,
    '',
  ].join('\n')
}

function nowhere(name: string, place: Place): Diagnostic {
  return {
    code: 'POL-TEST-NOWHERE',
    severity: 'error',
    message: `the test "${name}" names no node and no region that has one`,
    place,
    help: 'add "regions" or "nodes"',
  }
}
