import { lateIn, unshownIn, type Outcome, type Verification } from '../../../plan/progress.ts'
import type { PassResult } from '../../../reconcile/watch/pass.ts'
import { verificationLine } from '../../../report/plan/progress.ts'
import { plural } from '../../../report/plural.ts'
import { unreachable } from '../../../source/unreachable.ts'
import { failedPass } from './failed-pass.ts'
import { isAboutTime } from '../../gateway/make-plan.ts'

type Early = Extract<Outcome, { readonly standing: unknown }>
type Finished = Exclude<Outcome, Early>

/** What the end of an apply means for the watch: whether to look again soon, or to wait for somebody. */
export function resultOf(outcome: Outcome): PassResult {
  return 'standing' in outcome ? earlyResult(outcome) : finishedResult(outcome)
}

function finishedResult(outcome: Finished): PassResult {
  if (outcome.kind === 'in sync') return { kind: 'applied', commits: outcome.commits }
  const { verification } = outcome
  const commits = outcome.kind === 'stored' ? outcome.commits : 0
  if (lateIn(verification).length > 0 || (verification.failures ?? []).length > 0)
    return notArrived(verification, commits)
  const unshown = unshownWords(verification)
  return commits === 0 ? { kind: 'in sync', ...unshown } : { kind: 'applied', commits, ...unshown }
}

/** What `pader apply` ends with exit code 7 for: everything is stored, and a node or a log shows that it did not arrive. */
function notArrived(verification: Verification, commits: number): PassResult {
  const stored = commits === 0 ? '' : `stored in ${plural(commits, 'commit')}, and `
  const line = verificationLine(verification, '', '').trim()
  return {
    kind: 'needs a person',
    why: `${stored}not arrived everywhere: ${line}; change nothing in the meantime, and find out why with "pader doctor"`,
  }
}

function unshownWords(verification: Verification): { readonly unshown?: string } {
  const unshown = unshownIn(verification)
  const [first] = unshown
  if (first === undefined) return {}
  const { node, reason } = first
  return {
    unshown:
      unshown.length === 1
        ? `not confirmed at ${node}: ${reason}`
        : `not confirmed at ${plural(unshown.length, 'node')}: ${node}, ${reason}; and others`,
  }
}

function earlyResult(outcome: Early): PassResult {
  switch (outcome.kind) {
    case 'stale':
      return { kind: 'failed', why: outcome.otherwise ?? `somebody else is changing ${outcome.moved.join(', ')}` }
    case 'locked':
      return { kind: 'failed', why: `locked: ${outcome.by}` }
    case 'held':
      return { kind: 'needs a person', why: `on hold by ${outcome.by}: ${outcome.why}` }
    case 'guarded':
      return guardedBy(outcome.objections)
    case 'waiting':
      return {
        kind: 'needs a person',
        why: `waiting for ${outcome.for}: ${[...outcome.instructions, `then ${outcome.goOn}`].join('; ')}`,
      }
    case 'superseded':
      return { kind: 'needs a person', why: `another storage replaced ${outcome.objects.join(', ')}` }
    case 'failed':
      return STOPPED.has(outcome.fault)
        ? { kind: 'stopped' }
        : failedPass(`${outcome.message}; to do: ${outcome.remedy}`, outcome.fault)
    default:
      return unreachable(outcome)
  }
}

const STOPPED: ReadonlySet<string> = new Set(['stopped', 'interrupted'])

function guardedBy(objections: readonly string[]): PassResult {
  return { kind: objections.every(isAboutTime) ? 'too early' : 'needs a person', why: objections.join('; ') }
}
