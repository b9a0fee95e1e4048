import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EXIT } from '../../report/exit-code.ts'
import type { Command } from '../command.ts'

/** `pader version`: what is installed, for bug reports and for scripts. */
export const command: Command = {
  configure: (parser) => parser.option('--json', 'print as JSON'),
  run: async ({ options }, world) => {
    const manifest: unknown = JSON.parse(await readFile(join(world.home, 'package.json'), 'utf8'))
    const version = isManifest(manifest) ? manifest.version : 'unknown'
    world.stdout.write(options['json'] === true ? `${JSON.stringify({ version })}\n` : `pader ${version}\n`)
    return EXIT.ok
  },
}

function isManifest(value: unknown): value is { version: string } {
  return typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'string'
}
