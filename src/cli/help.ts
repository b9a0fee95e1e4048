import type { Command as Parser } from 'commander'
import type { Command } from './command.ts'
import { twinOf } from './environment.ts'

/** Puts a command's examples above its help, and how the environment sets its options below. */
export function addHelp(parser: Parser, { examples }: Command): void {
  const lines = examples.map(([call, does]) => `  ${call}\n      ${does}`)
  parser.addHelpText('before', `Examples:\n${lines.join('\n')}\n`)
  const [option] = parser.options.filter((one) => twinOf(one) !== undefined)
  if (option === undefined) return
  parser.addHelpText(
    'after',
    `\nMost options can also be set in the environment; flags take precedence:\n${twinOf(option) ?? ''} for ${option.long ?? ''}, and so on.`,
  )
}
