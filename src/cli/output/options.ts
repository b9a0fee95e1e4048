import { Option, type Command as Parser } from 'commander'
import { colorChoices } from './appearance.ts'
import type { Format } from './target.ts'

/** Adds `--output` and `--color` to a command that prints results in the given forms. */
export function addOutputOptions(parser: Parser, supported: readonly Format[]): Parser {
  const output = repeatable(
    '--output <format[=file]>',
    'write the result as FORMAT, to FILE or standard output; repeatable',
    supported,
  )
  return parser
    .addOption(output)
    .addOption(new Option('--color <when>', 'colour the text').choices(colorChoices).default('auto'))
}

/** An option that can be given several times; what it can say is listed in the help and completed by shells. */
export function repeatable(flags: string, description: string, choices: readonly string[]): Option {
  const option = new Option(flags, description).argParser(collect)
  // Each command judges the values itself, because a form may be followed by a file.
  option.argChoices = [...choices]
  return option
}

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, before: unknown): readonly string[] {
  return [...(Array.isArray(before) ? before.map(String) : []), value]
}
