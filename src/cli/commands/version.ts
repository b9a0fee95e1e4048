import { EXIT } from '../../report/exit-code.ts'
import type { Command } from '../command.ts'
import { readVersion } from '../process/read-version.ts'

/** `pader version`: what is installed, for bug reports and for scripts. */
export const command: Command = {
  examples: [
    ['pader version', 'what is installed'],
    ['pader version --json', 'for scripts'],
  ],
  configure: (parser) => parser.option('--json', 'print as JSON'),
  run: async ({ options }, world) => {
    const version = readVersion(world.home)
    world.stdout.write(options['json'] === true ? `${JSON.stringify({ version })}\n` : `pader ${version}\n`)
    return EXIT.ok
  },
}
