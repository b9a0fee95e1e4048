import type { Appearance } from '../../../report/appearance.ts'
import { logJson, type LogContext, type LogEntry } from '../../../report/watch/log-entry.ts'
import { appearanceOf, type ColorChoice } from '../../output/appearance.ts'
import type { Output, World } from '../../world.ts'
import type { Scrubber } from './scrub.ts'

/** Forms in which a watch says what happens. */
export const logFormats = ['text', 'json'] as const

/** One of them. */
export type LogFormat = (typeof logFormats)[number]

/** What a watch says, on standard output, as it happens. */
export interface WatchLog {
  /** Says that something happened; `told` stands for the entry where a person reads along. */
  say(entry: LogEntry, told?: (look: Appearance) => string): void
  /** The same log, for what belongs to something. */
  within(context: LogContext): WatchLog
  /** A world in which whatever else writes to the terminal writes to this log. */
  around(world: World): World
}

/** What a log is made from. */
export interface LogSetup {
  readonly format: LogFormat
  readonly color: ColorChoice
  readonly scrubber: Scrubber
  readonly world: World
}

/** A message as it stands behind the time; a line break that somebody brought along begins no entry of its own. */
function inOneEntry(message: string): string {
  return message.replaceAll(/[\r\n]+/g, '\n  ')
}

/** A log on the standard output of a world. */
export function watchLog(setup: LogSetup, context: LogContext = {}): WatchLog {
  const { format, color, scrubber, world } = setup
  const clean = (text: string): string => scrubber.clean(text)
  const { stdout } = world
  const line = (entry: LogEntry): string => logJson(entry, context, world.now().toISOString(), clean)
  const spoken = ({ message }: LogEntry): string =>
    `${world.now().toISOString()} ${context.cluster === undefined ? '' : `${context.cluster}: `}${inOneEntry(message)}\n`
  const through = (output: Output, level: LogEntry['level']): Output => ({
    ...output,
    write: (text) => {
      if (format === 'text') return output.write(clean(text))
      const message = text.replace(/^pader: (warning: )?/, '').trim()
      if (message !== '') output.write(line({ event: 'notice', level, message }))
    },
  })
  return {
    say: (entry, told) => {
      if (format === 'json') return stdout.write(line(entry))
      stdout.write(clean(told === undefined ? spoken(entry) : told(appearanceOf(stdout, world.env, color))))
    },
    within: (more) => watchLog(setup, { ...context, ...more }),
    around: (inner) => ({
      ...inner,
      stdout: through(world.stdout, 'info'),
      stderr: through(world.stderr, 'warning'),
    }),
  }
}
