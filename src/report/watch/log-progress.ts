import type { Progress } from '../../plan/progress.ts'
import { unreachable } from '../../source/unreachable.ts'
import { plain } from '../appearance.ts'
import { isNews, progressText, type News } from '../plan/progress.ts'
import type { LogEntry } from './log-entry.ts'

/** What an apply tells, as an entry of the log; undefined for what is no news to a log. */
export function progressEntry(progress: Progress): LogEntry | undefined {
  if (!isNews(progress)) return undefined
  // The marks in front of a line are for the eye.
  const message = progressText(progress, plain)
    .trim()
    .replace(/^[^\p{L}\p{N}"]+/u, '')
  return { event: progress.kind, level: levelOf(progress), message, fields: fieldsOf(progress) }
}

function levelOf(progress: News): LogEntry['level'] {
  if (progress.kind === 'foreign change lost') return 'error'
  if (progress.kind === 'verified') return progress.verification.behind.length > 0 ? 'error' : 'info'
  // A node that has not taken a commit over yet is asked again: what counts is what was verified in the end.
  return progress.kind === 'observed' && progress.unknown.length > 0 ? 'warning' : 'info'
}

function fieldsOf(progress: News): NonNullable<LogEntry['fields']> {
  if ('phase' in progress) return { phase: progress.phase.ordinal, ...fieldsOfPhase(progress) }
  switch (progress.kind) {
    case 'observing':
    case 'looking again':
      return {}
    case 'observed':
      return { nodes: progress.nodes, unknown: progress.unknown }
    case 'backed up':
      return { file: progress.file, digest: progress.digest, bytes: progress.bytes }
    case 'answered':
      return { node: progress.node, ...(progress.holds === undefined ? {} : { holds: progress.holds }) }
    case 'verified': {
      const { level: proof, confirmed, behind, notConfirmed } = progress.verification
      return { proof, confirmed: confirmed.length, behind, notConfirmed: notConfirmed.map(({ node }) => node) }
    }
    case 'waiting':
      return { seconds: progress.seconds }
    case 'foreign change lost':
      return { object: progress.object, copy: progress.copy }
    default:
      return unreachable(progress)
  }
}

function fieldsOfPhase(progress: Extract<News, { readonly phase: unknown }>): NonNullable<LogEntry['fields']> {
  switch (progress.kind) {
    case 'phase started':
      return { phases: progress.of, steps: progress.phase.steps.length }
    case 'step written':
      return 'node' in progress.step ? { node: progress.step.node } : {}
    case 'committing':
      return {}
    case 'committed':
      // A clock that was set back meanwhile has measured nothing.
      return progress.attachedFor < 0 ? {} : { attachedSeconds: progress.attachedFor }
    default:
      return unreachable(progress)
  }
}
