import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { githubAnnotations } from '../../report/ci/github.ts'
import { gitlabCodeQuality } from '../../report/ci/gitlab.ts'
import { sarif } from '../../report/ci/sarif.ts'
import { diagnosticsNdjson } from '../../report/json/diagnostics.ts'
import { commentHosts, stepSummary } from '../../report/markdown/host.ts'
import { testMarkdown } from '../../report/tests/markdown.ts'
import { colorOption, outputOption } from '../options/output.ts'
import { nowOption } from '../options/repository.ts'
import { readVersion } from '../process/read-version.ts'
import { testFindings } from '../../report/tests/findings.ts'
import { testJson } from '../../report/tests/json.ts'
import { testJunit } from '../../report/tests/junit.ts'
import { isPassed, type TestReport } from '../../report/tests/report.ts'
import { testText } from '../../report/tests/text.ts'
import { harmless } from '../../report/text/cells.ts'
import { locationOf } from '../../report/text/diagnostics.ts'
import { watchFiles } from '../../repository/watch-files.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { defineCommand, UsageError } from '../command.ts'
import { appearanceOf } from '../output/appearance.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { filesOf } from '../repository/files-of.ts'
import { findRepository } from '../repository/folder.ts'
import { runTests } from '../repository/policy-tests.ts'
import type { World } from '../world.ts'

const FORMATS: readonly Format[] = [
  'text',
  'json',
  'ndjson',
  'markdown',
  'sarif',
  'junit',
  'github',
  'github-summary',
  'gitlab',
]

/** `pader test`: sends the requests of `tests/` through the policy and compares what becomes of them. */
export const command = defineCommand({
  examples: [
    ['pader test', 'run the requests in tests/ through the policy'],
    ['pader test clusters/three-site --coverage', 'the tests of one cluster, and the rules that none of them applies'],
    ['pader test --output junit=tests.xml --output text', 'a report for the pipeline, and text for its log'],
    ['pader test --update', 'expect what the policy decides now; review the difference before committing it'],
    ['pader test --watch', 'run again whenever a file is saved'],
  ],
  configure: (parser) =>
    parser
      .addOption(outputOption(FORMATS))
      .addOption(colorOption)
      .argument('[path...]', 'a folder of clusters, or individual clusters (default: "clusters")')
      .option('--coverage', 'list the rules that no test applies')
      .option('--update', 'write the current outcome of each request as what its test expects')
      .option('--watch', 'run again whenever a file changes, until stopped')
      .addOption(nowOption),

  run: async ({ positional: [paths], options }, world) => {
    const targets = readTargets(options.output, FORMATS)
    if (options.update && options.watch)
      throw new UsageError('--update changes the files that --watch looks at: give one of the two')
    const once = async (): Promise<ExitCode> => {
      const repository = findRepository(paths, world)
      const { files, isComplete } = options.update
        ? await (await import('../repository/update-tests.ts')).updateTests(repository, options, world)
        : { files: filesOf(repository), isComplete: true }
      const report = await runTests(repository, files, options, world)
      const { unicode } = appearanceOf(world.stderr, world.env)
      for (const { span, message, code, help } of report.problems) {
        world.stderr.write(`${harmless(`${locationOf(span)}: ${code} ${message}`, unicode)}\n`)
        if (help !== undefined) world.stderr.write(`  help: ${harmless(help, unicode)}\n`)
      }
      const renderings = {
        text: (look: Parameters<typeof testText>[1]) => testText(report, look, options.coverage ?? false),
        json: () => testJson(report),
        junit: () => testJunit(report),
        github: () => githubAnnotations(testFindings(report)),
        ndjson: () => diagnosticsNdjson(testFindings(report)),
        gitlab: () => gitlabCodeQuality(testFindings(report)),
        markdown: () => testMarkdown(report, commentHosts.github),
        'github-summary': () => testMarkdown(report, stepSummary),
        sarif: async () => {
          const { knownCodes } = await import('../compile/known-codes.ts')
          return sarif(testFindings(report), readVersion(world.home), knownCodes())
        },
      }
      await publish(targets, renderings, world, options.color)
      return isComplete ? exitCodeOf(report) : EXIT.invalid
    }
    if (!options.watch) return once()
    const { folder } = findRepository(paths, world)
    return afterEachChange(folder, once, world)
  },
})

function exitCodeOf({ runs, problems }: TestReport): ExitCode {
  return runs.every(isPassed) && !hasErrors(problems) ? EXIT.ok : EXIT.invalid
}

/** Runs once, and again after each burst of changes, never two at a time; ends as the last one did. */
async function afterEachChange(
  folder: string,
  once: () => Promise<ExitCode>,
  { stop, endInOrder }: World,
): Promise<ExitCode> {
  endInOrder()
  let last: Promise<ExitCode> = once()
  const failure = new Promise<never>((_, reject) => {
    const next = (): void => {
      last = last.then(once)
      last.catch(reject)
    }
    last.catch(reject)
    void watchFiles(folder, next, reject).then((watched) => {
      stop.addEventListener('abort', () => void watched.close(), { once: true })
    }, reject)
  })
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve()
    stop.addEventListener('abort', () => resolve(), { once: true })
  })
  await Promise.race([stopped, failure])
  return last
}
