import { Option, type Command as Parser } from 'commander'
import { colorChoices } from './appearance.ts'
import type { Format } from './target.ts'

/** Adds `--output` and `--color` to a command that prints results in the given forms. */
export function addOutputOptions(parser: Parser, supported: readonly Format[]): Parser {
  return parser
    .addOption(
      new Option(
        '--output <format[=file]>',
        `write the result as FORMAT, to FILE or standard output; repeatable (${supported.join(', ')})`,
      ).argParser(collect),
    )
    .addOption(new Option('--color <when>', 'colour the text').choices(colorChoices).default('auto'))
}

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, before: unknown): readonly string[] {
  return [...(Array.isArray(before) ? before.map(String) : []), value]
}
