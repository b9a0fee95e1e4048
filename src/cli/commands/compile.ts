import type { CompiledClusterSummary, CompileResult } from '../../report/compile/result.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { defineCommand } from '../command.ts'
import {
  addCompileOptions,
  compileFormats,
  readAsked,
  type CompileAsked,
  type CompileOptions,
} from '../compile/asked.ts'
import type { compareWithBase, ComparedRevision } from '../compile/compare-revisions.ts'
import { compileRenderings } from '../compile/renderings.ts'
import { demandShown, isAbout } from '../compile/shown.ts'
import { workOut } from '../compile/work-out.ts'
import { isLongRead, withProgress, type Progress } from '../output/progress.ts'
import { publish } from '../output/publish.ts'
import { readTargets } from '../output/target.ts'
import { readVersion } from '../process/read-version.ts'
import { findRepository } from '../repository/folder.ts'
import { todayOf } from '../repository/today.ts'
import type { World } from '../world.ts'

/** `pader compile`: checks the YAML and writes what every node is to be. */
export const command = defineCommand({
  examples: [
    ['pader compile --dry-run', 'check everything and write nothing'],
    ['pader compile --dry-run --base origin/main', 'show what the change does'],
    [
      'pader compile --dry-run --base origin/main --output markdown=comment.md --output sarif=pader.sarif',
      'several formats at once',
    ],
    ['pader compile --dry-run --base origin/main --fail-on high', 'exit with 4 if the change is this risky'],
  ],
  configure: (parser) =>
    addCompileOptions(parser).argument(
      '[path...]',
      'a folder of clusters, or individual clusters (default: "clusters")',
    ),

  run: ({ positional: [paths], options }, world) =>
    withProgress(world, (progress) => compileClusters(paths, options, world, progress)),
})

async function compileClusters(
  paths: readonly string[],
  options: CompileOptions,
  world: World,
  progress: Progress,
): Promise<ExitCode> {
  const targets = readTargets(options.output, compileFormats)
  const asked = readAsked(options, targets)
  const { base, head, shown, dryRun, quiet, host } = asked
  const repository = findRepository(paths, world, asked.cluster, head === undefined)
  const today = todayOf(options.now, world)
  if (options.fix) {
    const { repair } = await import('../repository/repair.ts')
    const ended = await repair({ ...asked, color: options.color }, repository, today, world)
    if (ended !== undefined) return ended
  }
  const isPlain = targets.every(({ format }) => format === 'text') && (shown.location ?? shown.node) === undefined
  const work = { asked, repository, today, mayUseCache: options.cache, isPlain }
  const { files, textOf, ...parts } = await workOut(work, world, progress)
  const { diagnostics, clusters, summaries, broken, model } = parts
  if (base !== undefined) progress.say(`comparing with ${base}`, isLongRead(files()))
  const compared =
    base === undefined || model === undefined
      ? undefined
      : await compareWith(base, { compiled: model, diagnostics, head }, shown, { repository, today }, world)
  const about = demandShown(shown, { clusters, earlier: compared?.earlier.fleet, broken })
  const result: CompileResult = {
    diagnostics: [...loweredIn(compared), ...diagnostics.filter((found) => isAbout(found, about, clusters))],
    clusters: summaries,
    dryRun,
  }
  progress.clear()
  const version = readVersion(world.home)
  const looked = (): readonly string[] =>
    clusters.flatMap(({ file, locations }) => [file, ...locations.map((location) => location.file)])
  const renderings = compileRenderings({ result, textOf, looked, quiet, version, compared, host })
  await publish(targets, renderings, world, options.color)
  if (broken) return EXIT.invalid
  if (!(await passes(asked, compared, world))) return EXIT.guarded
  return asked.detailed ? exitCodeOf(result, compared) : EXIT.ok
}

/** The settings of a repository are about every location and node. */
function loweredIn(compared: ComparedRevision | undefined): ComparedRevision['lowered'] {
  return compared?.lowered ?? []
}

const compareWith: typeof compareWithBase = async (...asked) => {
  const { compareWithBase } = await import('../compile/compare-revisions.ts')
  return compareWithBase(...asked)
}

async function passes({ gates }: CompileAsked, compared: ComparedRevision | undefined, world: World): Promise<boolean> {
  if (compared === undefined) return true
  const { reviews, lowered } = compared
  const { passesGates } = await import('../compile/gates.ts')
  return passesGates({ reviews, lowered: lowered.map(({ code }) => code) }, gates, world)
}

function exitCodeOf({ clusters }: CompileResult, compared: ComparedRevision | undefined): ExitCode {
  const differs =
    compared === undefined
      ? clusters.some(artifactsDiffer)
      : compared.reviews.some(({ changes, unread }) => changes.length > 0 || unread !== undefined)
  return differs ? EXIT.changes : EXIT.ok
}

/** Where the artifacts come from is no difference in what they say. */
function artifactsDiffer({ artifacts }: CompiledClusterSummary): boolean {
  return [...(artifacts?.written ?? []), ...(artifacts?.removed ?? [])].some((path) => path !== 'provenance.json')
}
