import type { Phase } from '../../plan/plan.ts'
import { isInSync, lateIn, unshownIn, type Progress, type Verification } from '../../plan/progress.ts'
import { unreachable } from '../../source/unreachable.ts'
import type { Appearance } from '../appearance.ts'
import { harmless } from '../text/cells.ts'
import { glyphsOf } from '../text/glyphs.ts'
import { stepLines } from './step.ts'
import { timeText } from '../../source/time-text.ts'
import { plural } from '../plural.ts'

/** What an apply tells, as lines for a person; an event that says nothing new gives no lines. */
export function progressText(progress: Progress, look: Appearance): string {
  return isNews(progress) ? `${harmless(progressLine(progress, look), look.unicode)}\n` : ''
}

/** What is worth a line. */
export type News = Exclude<Progress, { readonly kind: 'asking' | 'still waiting' | 'finished' }>

/** Whether an event says something that nobody has been told. */
export function isNews(progress: Progress): progress is News {
  return progress.kind !== 'asking' && progress.kind !== 'still waiting' && progress.kind !== 'finished'
}

/** The events of a phase; the others are about the run as a whole. */
type PhaseEvent = Extract<Progress, { readonly phase: Phase }>

function progressLine(progress: News, look: Appearance): string {
  if ('phase' in progress) return phaseLine(progress, look)
  const { done, failed, bullet } = glyphsOf(look)
  switch (progress.kind) {
    case 'observing':
      return `${bullet} looking at every node`
    case 'observed':
      return observedLine(progress.nodes, progress.unknown, look)
    case 'backed up':
      return `${done} backup ${progress.file} (${progress.bytes} bytes, ${progress.digest.slice(0, 12)})`
    case 'answered':
      // Whether a node that does not show it yet is behind is said once it has had its time.
      return progress.holds === true
        ? `    ${done} ${progress.node}: ${progress.detail}`
        : `    ${bullet} ${progress.node}, not yet: ${progress.detail}`
    case 'verified':
      return `  ${verifiedLine(progress, look)}`
    case 'looking again':
      return `  ${bullet} looking again: ${progress.why}`
    case 'waiting':
      return `  ${bullet} waiting ${spanOf(progress)}: ${progress.reason}`
    case 'foreign change lost':
      return `  ${failed} a colleague's change of ${progress.object} was lost; a copy is in ${progress.copy}`
    default:
      return unreachable(progress)
  }
}

function spanOf({ seconds, until }: Extract<Progress, { kind: 'waiting' }>): string {
  const length = `${Math.ceil(seconds)} s`
  return until === undefined ? `up to ${length}` : `${length}, until ${timeText(until)}`
}

function observedLine(nodes: number, unknown: readonly string[], look: Appearance): string {
  const { done, failed } = glyphsOf(look)
  const observed = `${plural(nodes, 'node')} observed`
  return unknown.length === 0 ? `${done} ${observed}` : `${failed} ${observed}, not known: ${unknown.join('; ')}`
}

function phaseLine(event: PhaseEvent, look: Appearance): string {
  const { done, bullet, arrow } = glyphsOf(look)
  switch (event.kind) {
    case 'phase started':
      return `${bullet} phase ${event.phase.ordinal} of ${event.of}: ${event.phase.title}`
    case 'step written': {
      const { subject, lines } = stepLines(event.step, arrow)
      return `    ${subject}: ${lines[0]?.text ?? ''}`
    }
    case 'committing':
      return `  ${bullet} committing`
    case 'committed':
      return `  ${done} committed; ${attachedText(event.attachedFor)}`
    default:
      return unreachable(event)
  }
}

/** Before a commit that all nodes hold one storage is no result yet: it is what the commit may rest on. */
function verifiedLine({ asked, verification }: Extract<Progress, { kind: 'verified' }>, look: Appearance): string {
  const { done, failed } = glyphsOf(look)
  if (asked === 'before' && isInSync(verification))
    return `${done} before the commit: confirmed at ${plural(verification.confirmed.length, 'node')}`
  return verificationLine(verification, done, failed)
}

/** What was shown after a commit: only "confirmed at every node" is called in sync; less says what is missing. */
export function verificationLine(verification: Verification, done: string, failed: string): string {
  const { confirmed, level, failures = [] } = verification
  const [late, unshown] = [lateIn(verification), unshownIn(verification)]
  const [failure] = failures
  const more = failures.length > 1 ? ` (and ${failures.length - 1} more)` : ''
  const logged = failure === undefined ? '' : `; the log of ${failure.node} says: ${failure.said}${more}`
  if (late.length > 0) return `${failed} behind: ${late.join(', ')}${logged}`
  if (isInSync(verification)) return `${done} in sync: confirmed at ${plural(confirmed.length, 'node')}`
  const where = unshown.length === 0 ? 'any node' : plural(unshown.length, 'node')
  if (failure !== undefined) return `${failed} stored, not confirmed at ${where}${logged}`
  return `${done} stored, ${level === 2 ? 'no failure logged, ' : ''}not confirmed at ${where}`
}

/** A clock that is set back between two readings makes nobody's session shorter. */
function attachedText(seconds: number): string {
  return seconds < 0
    ? `the clock of this machine was set back by more than ${Math.abs(seconds).toFixed(0)} s in the meantime, so it is not known how long it was attached`
    : `attached for ${seconds.toFixed(1)} s`
}
