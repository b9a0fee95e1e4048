import type { Phase } from '../../plan/plan.ts'
import type { Outcome, Progress, Verification } from '../../plan/progress.ts'
import { unreachable } from '../../source/unreachable.ts'
import type { Appearance } from '../appearance.ts'
import { EXIT, type Report } from '../exit-code.ts'
import { harmless } from '../text/cells.ts'
import { glyphsOf } from '../text/glyphs.ts'
import { paintOf } from '../text/paint.ts'
import { wrap } from '../text/wrap.ts'
import { stepLines } from './step.ts'
import { plural } from '../plural.ts'

/** What an apply tells, as lines for a person; an event that says nothing new gives no lines. */
export function progressText(progress: Progress, look: Appearance): string {
  const said = progressLine(progress, look)
  return said === '' ? '' : `${harmless(said, look.unicode)}\n`
}

/** The events of a phase; the others are about the run as a whole. */
type PhaseEvent = Extract<Progress, { readonly phase: Phase }>

function progressLine(progress: Progress, look: Appearance): string {
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
      return `    ${progress.holds === true ? done : failed} ${progress.node}: ${progress.detail}`
    case 'verified':
      return `  ${verificationLine(progress.verification, done, failed)}`
    case 'waiting':
      return `  ${bullet} waiting ${Math.ceil(progress.seconds)} s: ${progress.reason}`
    case 'foreign change lost':
      return `  ${failed} a colleague's change of ${progress.object} was lost; a copy is in ${progress.copy}`
    case 'asking':
    case 'finished':
      return ''
    default:
      return unreachable(progress)
  }
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
      return `  ${done} committed; attached for ${event.attachedFor.toFixed(1)} s`
    default:
      return unreachable(event)
  }
}

/** Only "confirmed at every node" is called in sync; everything less says what is missing. */
function verificationLine(verification: Verification, done: string, failed: string): string {
  const { confirmed, behind, notConfirmed, level, failures = [] } = verification
  const [failure] = failures
  const more = failures.length > 1 ? ` (and ${failures.length - 1} more)` : ''
  const logged = failure === undefined ? '' : `; the log of ${failure.node} says: ${failure.said}${more}`
  if (behind.length > 0) return `${failed} behind: ${behind.join(', ')}${logged}`
  if (level === 3 && notConfirmed.length === 0)
    return `${done} in sync: confirmed at ${plural(confirmed.length, 'node')}`
  const where = notConfirmed.length === 0 ? 'any node' : plural(notConfirmed.length, 'node')
  if (failure !== undefined) return `${failed} stored, not confirmed at ${where}${logged}`
  return `${done} stored, ${level === 2 ? 'no failure logged, ' : ''}not confirmed at ${where}`
}

function isTroubled({ behind, failures = [] }: Verification): boolean {
  return behind.length > 0 || failures.length > 0
}

/** How an apply ended, what that means for the cluster, what to do next, and the exit code. */
export function outcomeReport(outcome: Outcome, look: Appearance): Report {
  const { exitCode, state, lines } = outcomeWords(outcome, look)
  const paint = paintOf(look)
  const color = exitCode === EXIT.ok ? paint.good : paint.error
  const more = exitCode === EXIT.ok ? [] : [`more: pader runbook ${exitCode}`]
  const body = [...lines, ...more].flatMap((line) => wrap(harmless(line, look.unicode), look.columns, '    ', '  '))
  return { output: `${[color(harmless(state, look.unicode)), ...body].join('\n')}\n`, exitCode }
}

type Words = Omit<Report, 'output'> & { readonly state: string; readonly lines: readonly string[] }

function outcomeWords(outcome: Outcome, look: Appearance): Words {
  const { done, failed } = glyphsOf(look)
  switch (outcome.kind) {
    case 'nothing to do':
      return {
        exitCode: EXIT.ok,
        state: 'nothing to do',
        lines: [verificationLine(outcome.verification, done, failed)],
      }
    case 'in sync':
      return { exitCode: EXIT.ok, state: `in sync after ${plural(outcome.commits, 'commit')}`, lines: [] }
    case 'stored':
      return {
        exitCode: isTroubled(outcome.verification) ? EXIT.partial : EXIT.ok,
        state: `stored in ${plural(outcome.commits, 'commit')}`,
        lines: [
          verificationLine(outcome.verification, done, failed),
          ...outcome.verification.notConfirmed.map(({ node, reason }) => `${node}: ${reason}`),
        ],
      }
    case 'stale':
      return {
        exitCode: EXIT.stale,
        state: 'nothing was written: the plan is not about what is there any more',
        lines: [...outcome.moved.map((moved) => `moved: ${moved}`), 'to do: run pader plan again and review it'],
      }
    case 'locked':
      return { exitCode: EXIT.locked, state: `nothing was written: ${outcome.by}`, lines: [`to do: ${outcome.remedy}`] }
    case 'held':
      return {
        exitCode: EXIT.guarded,
        state: `nothing was written: on hold by ${outcome.by}`,
        lines: [`why: ${outcome.why}`, 'to do: pader release, when the reason is gone'],
      }
    case 'guarded':
      return {
        exitCode: EXIT.guarded,
        state: 'nothing was written: the plan objects to itself',
        lines: [...outcome.objections, `to do: ${outcome.remedy}`],
      }
    case 'waiting':
      return {
        exitCode: EXIT.waiting,
        state: `waiting for a person: ${outcome.for}`,
        lines: [...outcome.instructions, 'then: run pader apply again; it goes on from here'],
      }
    case 'superseded':
      return {
        exitCode: EXIT.partial,
        state: 'stopped: another storage has won after our commit',
        lines: [...outcome.objects.map((object) => `differs: ${object}`), 'to do: find out who saved, then pader plan'],
      }
    case 'failed':
      return failureWords(outcome)
    default:
      return unreachable(outcome)
  }
}

const faultCodes: Readonly<Record<string, Report['exitCode']>> = {
  unreachable: EXIT.unreachable,
  'session lost': EXIT.unreachable,
  garbled: EXIT.unreachable,
  untrusted: EXIT.unreachable,
  credentials: EXIT.unreachable,
  unknown: EXIT.unreachable,
  'not confirmed': EXIT.unreachable,
  'attached elsewhere': EXIT.locked,
}

function failureWords(outcome: Outcome & { readonly kind: 'failed' }): Words {
  const { committed, left, uncertain } = outcome
  const touched = committed > 0 || uncertain
  return {
    exitCode: touched ? EXIT.partial : (faultCodes[outcome.fault] ?? EXIT.internal),
    state: `failed: ${outcome.message}`,
    lines: [
      touched
        ? `${plural(committed, 'phase')} in effect, ${left} not`
        : 'nothing is in effect: the cluster is as it was',
      ...(uncertain ? ['it is not known whether the last commit took effect; the next run finds out'] : []),
      `to do: ${outcome.remedy}`,
    ],
  }
}
