import { deadPolicy } from '../../policy/dead/dead.ts'
import { deadJson } from '../../report/dead/json.ts'
import { deadText } from '../../report/dead/text.ts'
import { EXIT } from '../../report/exit-code.ts'
import type { Command } from '../command.ts'
import { addOutputOptions } from '../output/options.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { policyAt } from '../repository/policy-at.ts'

const FORMATS: readonly Format[] = ['text', 'json']

/** `pader unused`: rules and rule sets that no request can meet, proved. */
export const command: Command = {
  examples: [['pader unused clusters/three-site', 'what of the policy no request ever reaches, and what nobody names']],
  configure: (parser) =>
    addOutputOptions(parser, FORMATS)
      .argument('[policy]', 'the folder of a cluster, or an exported .xml file', 'clusters')
      .option('--cluster <name>', 'only this cluster')
      .option('--now <date>', 'today, for what expires (YYYY-MM-DD)'),

  run: async ({ positional: [path = 'clusters'], options }, world) => {
    const targets = readTargets(options['output'], FORMATS)
    const worded = await policyAt(path, options, world)
    const found = deadPolicy({ name: 'after', ...worded, given: new Map() })
    const renderings = {
      text: (look: Parameters<typeof deadText>[3]) => deadText(path, found, worded.locate, look),
      json: () => deadJson(path, found, worded.locate),
    }
    await publish(targets, renderings, world, options['color'])
    return found.dead.length + found.alwaysTrue.length + found.open.length === 0 ? EXIT.ok : EXIT.changes
  },
}
