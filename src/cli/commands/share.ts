import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure, defineCommand } from '../command.ts'
import { readHostFile } from '../gateway/host.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { machineOf } from '../process/machine.ts'
import { moveTo } from '../shared/move.ts'
import { sharedStateAt } from '../shared/state.ts'

/** `pader share`: what this machine knows of its clusters becomes what all hosts know that share a state. */
export const command = defineCommand({
  examples: [['pader share', 'once, after adding "sharedState" to the host file and before starting the watch']],
  configure: (parser) => parser.addOption(hostConfigOption('host file: where both states are')),

  run: async ({ options }, world) => {
    const { stateDirectory, sharedState } = await readHostFile(options.hostConfig, world)
    if (sharedState === undefined)
      throw new CommandFailure(EXIT.invalid, 'the host file names no shared state', 'add "sharedState" to it')
    const { clock, store } = machineOf(world)
    const shared = sharedStateAt(sharedState, world)
    const local = { folder: stateDirectory, store: store(stateDirectory) }
    const { names, aside } = await moveTo(shared.store, local, clock)
    world.stdout.write(
      names.length === 0
        ? `"${stateDirectory}" has nothing to share\n`
        : `${names.length} files are now shared at ${shared.where}; the originals are in "${aside}"\n`,
    )
    return EXIT.ok
  },
})
