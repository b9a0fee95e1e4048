import { emptyRegionsOf } from '../../compile/policy/region-nodes.ts'
import { deadPolicy, isAllUsed } from '../../policy/dead/dead.ts'
import { deadJson } from '../../report/dead/json.ts'
import { deadText } from '../../report/dead/text.ts'
import { EXIT } from '../../report/exit-code.ts'
import { defineCommand } from '../command.ts'
import { colorOption, outputOption } from '../options/output.ts'
import { clusterOption, nowOption } from '../options/repository.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { policyAt } from '../repository/policy-at.ts'

const FORMATS: readonly Format[] = ['text', 'json']

/** `pader unused`: rules and rule sets that no request can meet, proved, and what of the policy nothing uses. */
export const command = defineCommand({
  examples: [
    ['pader unused clusters/three-site', 'which parts of the policy no request reaches, and what nothing refers to'],
  ],
  configure: (parser) =>
    parser
      .addOption(outputOption(FORMATS))
      .addOption(colorOption)
      .argument('[policy]', 'the folder of a cluster, or an exported .xml file', 'clusters')
      .addOption(clusterOption())
      .addOption(nowOption),

  run: async ({ positional: [path], options }, world) => {
    const targets = readTargets(options.output, FORMATS)
    const worded = await policyAt(path, options, world)
    const { cluster } = worded
    const found = deadPolicy(
      { name: 'after', ...worded, given: new Map() },
      cluster === undefined ? [] : emptyRegionsOf(cluster),
    )
    const renderings = {
      text: (look: Parameters<typeof deadText>[3]) => deadText(path, found, worded.locate, look),
      json: () => deadJson(path, found, worded.locate),
    }
    await publish(targets, renderings, world, options.color)
    return isAllUsed(found) ? EXIT.ok : EXIT.changes
  },
})
