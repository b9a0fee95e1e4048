import type { Appearance } from '../../report/appearance.ts'
import type { Output, World } from '../world.ts'

/** The three answers to `--color`; `auto` asks the environment and the terminal. */
export const colorChoices = ['auto', 'always', 'never'] as const

/** An answer to `--color`. */
export type ColorChoice = (typeof colorChoices)[number]

/**
 * How a stream may look. A flag beats the environment; there `NO_COLOR` beats `FORCE_COLOR` and `CLICOLOR_FORCE`,
 * and without any of them a terminal that is not dumb gets colour.
 */
export function appearanceOf(stream: Output, env: World['env'], color: ColorChoice = 'auto'): Appearance {
  return { color: hasColor(stream, env, color), unicode: hasUnicode(env), columns: Math.max(40, stream.columns) }
}

function hasColor(stream: Output, env: World['env'], choice: ColorChoice): boolean {
  if (choice === 'always') return true
  if (choice === 'never' || isSet(env['NO_COLOR'])) return false
  if (isForced(env['FORCE_COLOR']) || isForced(env['CLICOLOR_FORCE'])) return true
  return stream.isTerminal && env['TERM'] !== 'dumb' && env['FORCE_COLOR'] !== '0'
}

/** Only a locale that was set and is not UTF-8 takes the drawing characters away: containers often set none at all. */
function hasUnicode(env: World['env']): boolean {
  if (isSet(env['PADER_ASCII'])) return false
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(isSet)
  return locale === undefined || /utf-?8/i.test(locale)
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}

function isForced(value: string | undefined): boolean {
  return isSet(value) && value !== '0' && value !== 'false'
}
