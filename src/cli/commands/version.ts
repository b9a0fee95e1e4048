import { EXIT } from '../../report/exit-code.ts'
import { defineCommand } from '../command.ts'
import { readVersion } from '../process/read-version.ts'

/** `pader version`: what is installed, for bug reports and for scripts. */
export const command = defineCommand({
  examples: [
    ['pader version', 'what is installed'],
    ['pader version --json', 'for scripts'],
  ],
  configure: (parser) => parser.option('--json', 'print as JSON'),
  run: async ({ options }, world) => {
    const version = readVersion(world.home)
    world.stdout.write(options.json ? `${JSON.stringify({ version })}\n` : `pader ${version}\n`)
    return EXIT.ok
  },
})
