import { Command as Parser } from 'commander'
import { expect, test } from 'vitest'
import { defineCommand } from '../../src/cli/command.ts'
import { colorOption } from '../../src/cli/options/output.ts'
import { addOverrides } from '../../src/cli/options/overrides.ts'
import { collect } from '../../src/cli/options/repeatable.ts'
import { clusterOption } from '../../src/cli/options/repository.ts'
import { overrideFlags } from '../../src/plan/evaluate-guards.ts'
import { silentWorld } from './support.ts'

test('a command is handed what its own parser has read, and the compiler knows no other option', async () => {
  const handed: unknown[] = []
  const command = defineCommand({
    examples: [],
    configure: (parser) =>
      parser
        .argument('<file>')
        .argument('[word...]')
        .addOption(clusterOption())
        .addOption(colorOption)
        .option('--to <place>', 'repeatable', collect)
        .option('--yes'),
    run: async ({ positional: [file, words], options }) => {
      handed.push({ file, words, options })
      // @ts-expect-error: a name that is written wrongly
      handed.push(options.clutser)
      // @ts-expect-error: an option that nobody has to give
      handed.push(options.cluster satisfies string)
      // @ts-expect-error: a text, not a number
      handed.push(options.cluster satisfies number | undefined)
      // @ts-expect-error: one of three answers
      handed.push(options.color === 'sometimes')
      handed.push(options.to?.join('+') satisfies string | undefined, options.yes satisfies true | undefined)
      return 0
    },
  })
  const parser = new Parser('try')
  const carryOut = command.configure(parser)
  await parser.parseAsync(['a.yaml', 'one', 'two', '--cluster', 'x', '--to', 'b', '--to', 'c'], { from: 'user' })
  expect(await carryOut(silentWorld('.'), [])).toBe(0)
  const options = { cluster: 'x', color: 'auto', to: ['b', 'c'] }
  expect(handed).toEqual([
    { file: 'a.yaml', words: ['one', 'two'], options },
    undefined,
    'x',
    'x',
    false,
    'b+c',
    undefined,
  ])
})

test('every guard that may be overridden has a flag, and those that are given are gathered', () => {
  const read = (flags: readonly string[]): readonly string[] | undefined =>
    addOverrides(new Parser('try')).parse(flags, { from: 'user' }).opts().overridden
  expect(read([])).toBeUndefined()
  expect(overrideFlags.length).toBeGreaterThan(10)
  for (const flag of overrideFlags) expect(read([flag])).toEqual([flag])
  expect(read(overrideFlags.slice(0, 2))).toEqual(overrideFlags.slice(0, 2))
})
