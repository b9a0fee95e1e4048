import { printedJson } from '../json/printed.ts'

/** How much something in the log asks for a person: nothing, a look when there is time, or one now. */
export type LogLevel = 'info' | 'warning' | 'error'

/** What can stand in the log of a watch. The names stay: whoever searches a log searches for them. */
export const logEvents = [
  'watching',
  'standing by',
  'watch lease lost',
  'cannot follow',
  'forge',
  'started',
  'file changed',
  'commit arrived',
  'fetch failed',
  'source refused',
  'webhook',
  'signal',
  'pass started',
  'planned',
  'observing',
  'observed',
  'backed up',
  'phase started',
  'step written',
  'committing',
  'committed',
  'answered',
  'verified',
  'looking again',
  'waiting',
  'foreign change lost',
  'pass ended',
  'ended',
  'notice',
] as const

/** One of them. */
export type LogEvent = (typeof logEvents)[number]

/** Something that happened, for a person and for a program that searches. */
export interface LogEntry {
  readonly event: LogEvent
  readonly level: LogLevel
  readonly message: string
  /** What of it can be searched for by itself. */
  readonly fields?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>
}

/** What an entry belongs to. */
export interface LogContext {
  readonly cluster?: string
  /** One pass from its start to its end. */
  readonly pass?: string
  /** The run of an apply, as the journal calls it. */
  readonly run?: string
}

/** An entry as a line of JSON; every text of it goes through `clean`. */
export function logJson(entry: LogEntry, context: LogContext, time: string, clean: (text: string) => string): string {
  const { event, level, message, fields } = entry
  const cleaned = (value: unknown): unknown => {
    if (typeof value === 'string') return clean(value)
    return Array.isArray(value) ? value.map(cleaned) : value
  }
  const all = { time, level, event, ...context, message, ...fields }
  return `${printedJson(Object.fromEntries(Object.entries(all).map(([name, value]) => [name, cleaned(value)])))}\n`
}
