import { isInSync, type Outcome, type Progress } from '../../plan/progress.ts'
import { apply } from '../../reconcile/apply.ts'
import type { ApplySetup } from '../../reconcile/run/apply-setup.ts'
import { RunBroken } from '../../reconcile/ending/run-broken.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { outcomeReport } from '../../report/plan/outcome.ts'
import { progressText } from '../../report/plan/progress.ts'
import { isTouched, standingLines } from '../../report/plan/standing.ts'
import { underWay } from '../../report/plan/stopping.ts'
import { CommandFailure, REPORT_IT } from '../command.ts'
import type { RunReportOptions } from '../options/run-report.ts'
import { appearanceOf } from '../output/appearance.ts'
import { isTroubleWithFiles, wayOut } from '../process/trouble-with-files.ts'
import type { World } from '../world.ts'

/** What `--summary` tells. */
const SUMMARY: ReadonlySet<Progress['kind']> = new Set([
  'backed up',
  'phase started',
  'verified',
  'foreign change lost',
])

/** Whether an event is worth a line; what nodes show where there is nothing to commit is said by the outcome. */
function isTold(event: Progress, isSummary: boolean): boolean {
  if (event.kind === 'verified' && event.asked === 'idle') return false
  if (!isSummary || isLongWait(event)) return true
  const isQuestion = event.kind === 'verified' && event.asked === 'before' && isInSync(event.verification)
  return SUMMARY.has(event.kind) && !isQuestion
}

/** Whoever waits longer than this many seconds wants to know for what. */
const LONG_WAIT = 10

function isLongWait(event: Progress): boolean {
  return event.kind === 'waiting' && event.seconds > LONG_WAIT
}

/** Carries out and tells it on standard output; says how it ended. */
export async function reportRun(
  setup: ApplySetup,
  world: World,
  options: RunReportOptions,
): Promise<{ readonly outcome: Outcome; readonly exitCode: ExitCode }> {
  const look = appearanceOf(world.stdout, world.env, options.color)
  const going = underWay()
  // What is under way can take minutes: whoever hears nothing asks a second time, which cuts it off.
  const say = (): unknown => world.stderr.write(going.words(look.unicode))
  world.stop.addEventListener('abort', say, { once: true })
  try {
    const run = apply(setup)
    for (;;) {
      const next = await run.next()
      if (next.done === true) {
        const { output, exitCode } = outcomeReport(next.value, look, setup.command)
        world.stdout.write(output)
        return { outcome: next.value, exitCode }
      }
      going.told(next.value)
      if (isTold(next.value, options.summary === true)) world.stdout.write(progressText(next.value, look))
    }
  } catch (error) {
    throw asBroken(error)
  } finally {
    world.stop.removeEventListener('abort', say)
  }
}

/** A full disk, or a mistake of our own, in the middle of a run: whoever reads of it wants to know how the nodes stand. */
function asBroken(error: unknown): unknown {
  const cause = error instanceof RunBroken ? error.cause : error
  const nodes = error instanceof RunBroken ? standingLines(error.standing) : undefined
  const codeFor = (own: ExitCode): ExitCode =>
    error instanceof RunBroken && isTouched(error.standing) ? EXIT.partial : own
  if (isTroubleWithFiles(cause)) {
    const what = `cannot write to the state directory: ${cause.message}; nothing is done that cannot be recorded`
    return new CommandFailure(codeFor(EXIT.internal), what, `${wayOut(cause)}, and run it again`, nodes)
  }
  if (cause instanceof CommandFailure && nodes !== undefined)
    return new CommandFailure(codeFor(cause.exitCode), cause.message, cause.failure.next.join('; '), nodes)
  return nodes === undefined
    ? cause
    : new CommandFailure(codeFor(EXIT.internal), `internal error: ${String(cause)}`, REPORT_IT, nodes)
}
