import { Option } from 'commander'
import { colorChoices } from '../output/appearance.ts'
import type { Format } from '../output/target.ts'
import type { Given } from './given.ts'
import { repeatable } from './repeatable.ts'

/** `--output`, of a command that prints results in the given forms. */
export function outputOption(
  supported: readonly Format[],
): Option<'--output <format[=file]>', undefined, undefined, readonly string[]> {
  const about = 'write the result as FORMAT, to FILE or standard output; repeatable'
  return repeatable('--output <format[=file]>', about, supported)
}

/** `--color`. */
export const colorOption = new Option('--color <when>', 'colour the output').choices(colorChoices).default('auto')

/** What says whether a text is coloured. */
export type ColorOptions = Partial<Given<typeof colorOption>>
