import { Option, type Command as Parser } from 'commander'
import { gateNames, type Gate } from '../../plan/review/gates.ts'
import { commentHostNames, commentHosts, type CommentHost } from '../../report/markdown/host.ts'
import { UsageError, type OptionsOf } from '../command.ts'
import { colorOption, outputOption } from '../options/output.ts'
import { repeatable } from '../options/repeatable.ts'
import { clusterOption, nowOption } from '../options/repository.ts'
import type { Format, Target } from '../output/target.ts'
import { readGates } from './gates.ts'
import { usualOut } from './provenance.ts'

/** Forms in which `pader compile` can report. */
export const compileFormats: readonly Format[] = [
  'text',
  'json',
  'ndjson',
  'markdown',
  'html',
  'sarif',
  'junit',
  'github',
  'github-summary',
  'gitlab',
  'gitlab-plan',
]

/** Adds what `pader compile` can be told. */
export function addCompileOptions(parser: Parser) {
  return parser
    .addOption(outputOption(compileFormats))
    .addOption(colorOption)
    .option('--dry-run', 'write nothing, and list what would be written')
    .option('--fix', 'apply the fixes that are certain to the YAML; with --dry-run, print them as a diff')
    .option('--base <revision>', 'show which nodes and values differ from this git revision')
    .option('--head <revision>', 'compile this git revision instead of the working copy; requires --dry-run')
    .addOption(
      new Option('--comment-for <host>', 'shorten the Markdown to fit into a comment on this host')
        .choices(commentHostNames)
        .default('github'),
    )
    .addOption(
      repeatable(
        '--fail-on <gate>',
        'exit with 4 if the change from --base is at least this risky, or has this consequence; repeatable',
        gateNames,
      ),
    )
    .option('--out <folder>', `folder for the artifacts (default: "${usualOut}")`)
    .addOption(clusterOption())
    .option('--location <name>', 'show only what concerns this location')
    .option('--node <name>', 'show only what concerns this node')
    .addOption(nowOption)
    .option('--no-cache', 'compile everything from scratch, ignoring results of earlier runs')
    .option('--quiet', 'show errors and warnings only')
    .option('--detailed-exitcode', 'exit with 2 if anything differs from --base or --out')
}

/** The options of `pader compile`. */
export type CompileOptions = OptionsOf<typeof addCompileOptions>

/** What a call of `pader compile` asks for, checked for what contradicts itself. */
export interface CompileAsked {
  readonly base: string | undefined
  /** The revision to compile; absent for the working copy. */
  readonly head: string | undefined
  readonly out: string | undefined
  readonly cluster: string | undefined
  readonly dryRun: boolean
  readonly quiet: boolean
  /** Whether a difference is told by the exit code. */
  readonly detailed: boolean
  readonly gates: readonly Gate[]
  readonly host: CommentHost
  /** What only is to be shown. */
  readonly shown: { readonly location: string | undefined; readonly node: string | undefined }
}

/** Reads the options of `pader compile`. */
export function readAsked(options: CompileOptions, targets: readonly Target[]): CompileAsked {
  const { base, head, out, cluster, location, node, failOn = [] } = options
  const { dryRun = false, quiet = false, detailedExitcode: detailed = false } = options
  // Its artifacts are nobody's to write, because they would pass for those of the working copy.
  if (head !== undefined && !dryRun) throw new UsageError('--head writes no artifacts: add --dry-run')
  if (detailed && base === undefined && out === undefined)
    throw new UsageError('--detailed-exitcode needs something to compare with: give --base or --out')
  if (base === undefined && targets.some(({ format }) => format === 'gitlab-plan'))
    throw new UsageError('--output gitlab-plan counts what a rollout changes: give --base to compare with')
  return {
    base,
    head,
    out,
    cluster,
    dryRun,
    quiet,
    detailed,
    gates: readGates(failOn, base),
    host: commentHosts[options.commentFor],
    shown: { location, node },
  }
}
