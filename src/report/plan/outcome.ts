import { lateIn, unshownIn, type Ending, type LoggedFailure, type Outcome } from '../../plan/progress.ts'
import { unreachable } from '../../source/unreachable.ts'
import type { Appearance } from '../appearance.ts'
import { EXIT, type ExitCode, type Report } from '../exit-code.ts'
import { failureText, type Failure } from '../failure.ts'
import { harmless } from '../text/cells.ts'
import { glyphsOf } from '../text/glyphs.ts'
import { paintOf } from '../text/paint.ts'
import { plural } from '../plural.ts'
import { wrap } from '../text/wrap.ts'
import { verificationLine } from './progress.ts'
import { isTouched, shownLines, standingLines } from './standing.ts'

type Early = Extract<Outcome, Ending>
type Finished = Exclude<Outcome, Early>

/** How a run of a command ended and the exit code; where not all is well, in what state the nodes are and what to do next. */
export function outcomeReport(outcome: Outcome, look: Appearance, command = 'apply'): Report {
  if ('standing' in outcome) return failureReport(earlyFailure(outcome, command), look)
  const trouble = troubleAfter(outcome)
  return trouble === undefined ? finishedReport(outcome, look, command) : failureReport(trouble, look)
}

function failureReport(failure: Failure, look: Appearance): Report {
  return { output: failureText(failure, look), exitCode: failure.exitCode }
}

function finishedReport(outcome: Finished, look: Appearance, command: string): Report {
  const { done, failed } = glyphsOf(look)
  // What was committed was confirmed before the run ended, and that was told then.
  const shown = outcome.kind === 'nothing to do' ? [verificationLine(outcome.verification, done, failed)] : []
  const unshown = outcome.kind === 'in sync' ? [] : unshownIn(outcome.verification)
  const lines = [...shown, ...unshown.map(({ node, reason }) => `${node}: ${reason}`)]
  const body = lines.flatMap((line) => wrap(harmless(line, look.unicode), look.columns, '    ', '  '))
  const unproved = outcome.kind === 'stored' ? `, not confirmed at ${plural(unshown.length, 'node')}` : ''
  // "In sync" alone would say that the cluster is as the repository wants it.
  const rolledBack = command === 'rollback' && outcome.kind !== 'nothing to do' ? 'rolled back; ' : ''
  return {
    output: `${[paintOf(look).good(`${rolledBack}${finishedWords(outcome)}${unproved}`), ...body].join('\n')}\n`,
    exitCode: EXIT.ok,
  }
}

function finishedWords(outcome: Finished): string {
  switch (outcome.kind) {
    case 'nothing to do':
      return 'nothing to do'
    case 'in sync':
      return `in sync after ${plural(outcome.commits, 'commit')}`
    case 'stored':
      return `stored in ${plural(outcome.commits, 'commit')}`
    default:
      return unreachable(outcome)
  }
}

/** What is the matter after a run that did everything: a node that did not take it over, or a log that tells of it. */
function troubleAfter(outcome: Finished): Failure | undefined {
  if (outcome.kind === 'in sync') return undefined
  const { failures = [] } = outcome.verification
  if (lateIn(outcome.verification).length === 0 && failures.length === 0) return undefined
  const [first = 'nobody was asked', ...others] = shownLines(outcome.verification)
  return {
    exitCode: EXIT.partial,
    what: `${finishedWords(outcome)}, but not arrived everywhere`,
    details: loggedLines(failures),
    nodes: [first, ...others],
    next: [
      'change nothing in the meantime: traffic continues, and each node applies the rules it holds',
      'find out why with "pader doctor"; once the cause is gone, "pader status" shows whether all nodes hold it',
    ],
  }
}

function loggedLines([first, ...others]: readonly LoggedFailure[]): readonly string[] {
  if (first === undefined) return []
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  return [`the log of ${first.node} says: ${first.said}${more}`]
}

/** What happened and what to do; the state of the nodes is told of every ending in the same way. */
type Words = Pick<Failure, 'exitCode' | 'what' | 'details' | 'next'>

function earlyFailure(outcome: Early, command: string): Failure {
  const { standing } = outcome
  const words = wordsOf(outcome, command)
  // What a person is waited for is the way that it goes; everything else that ends half-way is half done.
  const isHalf = isTouched(standing) && outcome.kind !== 'waiting'
  return { ...words, exitCode: isHalf ? EXIT.partial : words.exitCode, nodes: standingLines(standing) }
}

function wordsOf(ending: Ending, command: string): Words {
  switch (ending.kind) {
    case 'stale':
      return {
        exitCode: EXIT.stale,
        what:
          ending.otherwise === undefined
            ? 'stopped: the plan is out of date: what it was made from has changed'
            : 'stopped: the plan is not what would be planned now, although nothing it was made from has changed',
        details: ending.otherwise === undefined ? ending.moved.map((moved) => `moved: ${moved}`) : [ending.otherwise],
        next: [`${planAnew(command)}; "pader diff" says who changed what`],
      }
    case 'locked':
      return { exitCode: EXIT.locked, what: `stopped: ${ending.by}`, next: [ending.remedy] }
    case 'held':
      return {
        exitCode: EXIT.guarded,
        what: `stopped: on hold by ${ending.by}: ${ending.why}`,
        next: [ending.remedy],
      }
    case 'guarded':
      return {
        exitCode: EXIT.guarded,
        what: 'stopped: this is refused',
        details: ending.objections,
        next: [ending.remedy],
      }
    case 'waiting':
      return {
        exitCode: EXIT.waiting,
        what: `waiting for a person: ${ending.for}`,
        next: [ending.instructions[0] ?? ending.for, ...ending.instructions.slice(1), `then ${ending.goOn}`],
      }
    case 'superseded':
      return {
        exitCode: EXIT.partial,
        what: 'stopped: another storage has won after our commit',
        details: ending.objects.map((object) => `differs: ${object}`),
        next: ['find out who saved: "pader diff"', ending.remedy],
      }
    case 'failed':
      return {
        exitCode: FAULT_CODES[ending.fault] ?? EXIT.internal,
        what: `failed: ${ending.message}`,
        next: [ending.remedy],
      }
    default:
      return unreachable(ending)
  }
}

/** How to plan anew: "pader plan" shows what the repository wants, and no way back. */
function planAnew(command: string): string {
  return command === 'rollback'
    ? 'run the same "pader rollback" without --yes: it shows the way back from the current state'
    : 'run "pader plan" again and review it'
}

const FAULT_CODES: Readonly<Record<string, ExitCode>> = {
  unreachable: EXIT.unreachable,
  'session lost': EXIT.unreachable,
  garbled: EXIT.unreachable,
  untrusted: EXIT.unreachable,
  'certificate expired': EXIT.unreachable,
  refused: EXIT.unreachable,
  uncertain: EXIT.unreachable,
  credentials: EXIT.unreachable,
  unknown: EXIT.unreachable,
  'not confirmed': EXIT.unreachable,
  unwell: EXIT.partial,
  stopped: EXIT.terminated,
  interrupted: EXIT.interrupted,
}
