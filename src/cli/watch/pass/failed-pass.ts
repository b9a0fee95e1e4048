import { ApplianceError } from '../../../appliance/port.ts'
import { RunBroken } from '../../../reconcile/ending/run-broken.ts'
import type { Look } from '../../../reconcile/observe/observe.ts'
import { unseenWords } from '../../../reconcile/observe/unseen.ts'
import type { PassResult } from '../../../reconcile/watch/pass.ts'
import { EXIT } from '../../../report/exit-code.ts'
import { GitFailure } from '../../../repository/run-git.ts'
import { CommandFailure } from '../../command.ts'
import { asFailure } from '../../gateway/observe-or-fail.ts'
import { isTroubleWithFiles, wayOut } from '../../process/trouble-with-files.ts'

/** A pass that could not read everything that it has to compare. */
export function cannotSee({ unknown }: Look): PassResult {
  return { kind: 'failed', why: `cannot read everything: ${unseenWords(unknown)}` }
}

/** A watch is called as the host file says, so that the only slip there can be is that of the repository. */
const NOT_DELETED =
  'nothing is deleted because it is missing: restore it, or remove it from the host file once it is no longer managed'

/** What an error means for the watch: whether to try again soon, or to wait for somebody. Mistakes of Pader are thrown on. */
export function failedBy(error: unknown, cluster: string): PassResult {
  const cause = error instanceof RunBroken ? error.cause : error
  if (isTroubleWithFiles(cause))
    return {
      kind: 'failed',
      why: `${cause.message}; nothing is done that cannot be recorded; ${wayOut(cause)}`,
    }
  if (error instanceof ApplianceError) return failedBy(asFailure(error, cluster), cluster)
  if (error instanceof GitFailure) return { kind: 'failed', why: error.message }
  if (!(error instanceof CommandFailure)) throw error
  if (error.exitCode === EXIT.usage) return { kind: 'needs a person', why: `${error.inOneLine}; ${NOT_DELETED}` }
  const passes = error.exitCode !== EXIT.invalid
  if (!passes) return { kind: 'needs a person', why: error.inOneLine }
  return failedPass(error.inOneLine, error.cause instanceof ApplianceError ? error.cause.fault : undefined)
}

/** A pass that a fault has ended. */
export function failedPass(why: string, fault: string | undefined): PassResult {
  return { kind: 'failed', why, ...(fault === 'credentials' ? { isLoginRefused: true } : {}) }
}
