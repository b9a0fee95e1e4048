import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EXIT } from '../../report/exit-code.ts'
import { defineCommand, UsageError } from '../command.ts'

/** `pader runbook [EXIT CODE|ALERT]`: what state things are in and what to do, where there is no browser. */
export const command = defineCommand({
  examples: [
    ['pader runbook', 'list every runbook'],
    ['pader runbook 8', 'what to do after exit code 8'],
  ],
  configure: (parser) => parser.argument('[what]', 'an exit code or the name of an alert; without it, all are listed'),

  run: async ({ positional: [what] }, world) => {
    const folder = join(world.home, 'docs', 'runbooks')
    const wanted =
      what === undefined ? ['readme.md'] : [`exit-${what}.md`, `alert-${what}.md`].map((name) => name.toLowerCase())
    const found = (await readdir(folder)).find((name) => wanted.includes(name.toLowerCase()))
    if (found === undefined) throw new UsageError(`there is no runbook "${what ?? ''}": "pader runbook" lists them`)
    world.stdout.write(await readFile(join(folder, found), 'utf8'))
    return EXIT.ok
  },
})
