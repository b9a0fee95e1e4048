import { Command as Parser } from 'commander'
import { EXIT } from '../../report/exit-code.ts'
import { type CommandEntry, defineCommand } from '../command.ts'
import { candidates, type Candidate } from '../complete/candidates.ts'
import { namesIn } from '../complete/names.ts'
import { readWords, type TypedWords } from '../complete/words.ts'
import type { World } from '../world.ts'

/** `pader complete`: what could come next in a call; asked by the scripts of `pader completion`. */
export const command = defineCommand({
  examples: [
    ['pader complete 2 -- pader path tok', 'words for the third position of this call, each with a description'],
  ],
  configure: (parser) =>
    parser
      .argument('<cursor>', 'position of the word under the cursor, from 0')
      .argument('[word...]', 'the words of the call, the program first'),
  run: async ({ positional: [cursor, words], commands = [] }, world) => {
    const found = await next(readWords(Number(cursor) || 0, words), commands, world)
    world.stdout.write(found.map(({ word, about }) => `${word}\t${about}\n`).join(''))
    return EXIT.ok
  },
})

async function next(
  { before: [name, ...before], current }: TypedWords,
  commands: readonly CommandEntry[],
  world: World,
): Promise<readonly Candidate[]> {
  const shown = commands.filter(({ isHidden }) => isHidden !== true)
  if (name === undefined || (name === 'help' && before.length === 0))
    return shown.filter((one) => one.name.startsWith(current)).map((one) => ({ word: one.name, about: one.summary }))
  const entry = shown.find((one) => one.name === name)
  if (entry === undefined) return []
  const parser = new Parser(name)
  const { command: called } = await entry.load()
  called.configure(parser)
  return candidates(parser, { before, current }, namesIn(world))
}
