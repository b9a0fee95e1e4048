import type { Progress } from '../../plan/progress.ts'
import { apply } from '../../reconcile/apply.ts'
import type { ApplySetup } from '../../reconcile/apply-setup.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { outcomeReport, progressText } from '../../report/plan/progress.ts'
import { CommandFailure } from '../command.ts'
import { appearanceOf } from '../output/appearance.ts'
import type { World } from '../world.ts'

/** What `--summary` tells. */
const SUMMARY: ReadonlySet<Progress['kind']> = new Set([
  'backed up',
  'phase started',
  'verified',
  'foreign change lost',
])

/** Carries out and tells it on standard output; the exit code says how it ended. */
export async function tellStory(
  setup: ApplySetup,
  world: World,
  options: Readonly<Record<string, unknown>>,
): Promise<ExitCode> {
  const look = appearanceOf(world.stdout, world.env, options['color'])
  try {
    const story = apply(setup)
    for (;;) {
      const next = await story.next()
      if (next.done === true) {
        const { output, exitCode } = outcomeReport(next.value, look)
        world.stdout.write(output)
        return exitCode
      }
      if (options['summary'] !== true || SUMMARY.has(next.value.kind))
        world.stdout.write(progressText(next.value, look))
    }
  } catch (error) {
    if (!isDiskTrouble(error)) throw error
    throw new CommandFailure(
      EXIT.internal,
      `cannot write to the state directory: ${error.message}; nothing is done that cannot be recorded`,
    )
  }
}

function isDiskTrouble(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'code' in error
}
