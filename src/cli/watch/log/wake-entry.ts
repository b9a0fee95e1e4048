import type { PassResult } from '../../../reconcile/watch/pass.ts'
import type { WatchState } from '../../../reconcile/watch/state.ts'
import type { Wake } from '../../../reconcile/watch/wake.ts'
import type { LogEntry } from '../../../report/watch/log-entry.ts'
import { unreachable } from '../../../source/unreachable.ts'
import { wordsFor } from './words.ts'

/** A wake-up and the state after it as an entry of the log; undefined where nothing is worth saying. */
export function wakeEntry(wake: Wake, state: WatchState): LogEntry | undefined {
  const message = wordsFor(wake, state)
  if (message === undefined) return undefined
  switch (wake.kind) {
    case 'fetch failed':
      return wake.refused
        ? { event: 'source refused', level: 'error', message, fields: { why: wake.why } }
        : { event: 'fetch failed', level: 'warning', message, fields: { why: wake.why } }
    case 'commit arrived':
      return { event: 'commit arrived', level: 'info', message, fields: { commit: wake.commit } }
    case 'signal':
      return { event: 'signal', level: 'info', message, fields: { signal: wake.signal } }
    case 'pass ended':
      return { event: 'pass ended', level: levelOf(wake.result), message, fields: fieldsOf(wake.result, state) }
    case 'started':
    case 'file changed':
    case 'webhook':
      return { event: wake.kind, level: 'info', message }
    case 'timer':
    case 'nothing new':
      return undefined
    default:
      return unreachable(wake)
  }
}

const WARNINGS: ReadonlySet<PassResult['kind']> = new Set(['failed', 'needs a person'])

function levelOf({ kind }: PassResult): LogEntry['level'] {
  return WARNINGS.has(kind) ? 'warning' : 'info'
}

function fieldsOf(result: PassResult, { passAt, failures }: WatchState): NonNullable<LogEntry['fields']> {
  return {
    result: result.kind,
    ...('why' in result ? { why: result.why } : {}),
    ...(result.kind === 'applied' ? { commits: result.commits } : {}),
    ...(result.kind === 'failed' ? { failures } : {}),
    ...(passAt === undefined ? {} : { nextAt: new Date(passAt).toISOString() }),
  }
}
