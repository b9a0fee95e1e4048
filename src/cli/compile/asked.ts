import type { Gate } from '../../plan/review/gates.ts'
import { commentHosts, type CommentHost } from '../../report/markdown/host.ts'
import { UsageError } from '../command.ts'
import type { Format, Target } from '../output/target.ts'
import { readGates } from './gates.ts'

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
export function readAsked(options: Readonly<Record<string, unknown>>, targets: readonly Target[]): CompileAsked {
  const [base, head, out] = [text(options['base']), text(options['head']), text(options['out'])]
  const dryRun = options['dryRun'] === true
  const detailed = options['detailedExitcode'] === true
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
    cluster: text(options['cluster']),
    dryRun,
    quiet: options['quiet'] === true,
    detailed,
    gates: readGates(options['failOn'], base),
    host: Object.entries(commentHosts).find(([name]) => name === options['commentFor'])?.[1] ?? commentHosts.github,
    shown: { location: text(options['location']), node: text(options['node']) },
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
