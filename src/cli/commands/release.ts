import { holdOn, releaseHold, remedyOf } from '../../reconcile/locks/hold.ts'
import { openJournal } from '../../reconcile/journal/journal.ts'
import { EXIT } from '../../report/exit-code.ts'
import { defineCommand } from '../command.ts'
import { readHostFile } from '../gateway/host.ts'
import { newRun } from '../gateway/new-run.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { clusterOption } from '../options/repository.ts'
import { machineOf } from '../process/machine.ts'
import { stateOf } from '../shared/state.ts'
import { allOption, heldBy, holdWords } from './hold.ts'

/** `pader release`: ends a hold. */
export const command = defineCommand({
  examples: [['pader release --cluster two-site', 'release the hold on it']],
  configure: (parser) =>
    parser
      .addOption(hostConfigOption('host file: where the state directory is'))
      .addOption(clusterOption('the cluster to release'))
      .addOption(allOption('release the hold on all clusters; holds on single clusters stay')),

  run: async ({ options }, world) => {
    const hostFile = await readHostFile(options.hostConfig, world)
    const on = heldBy(options, hostFile)
    const { store } = stateOf(hostFile, world)
    const { clock, who: by } = machineOf(world)
    const ended = await releaseHold(store, on, clock.now())
    const what = on === 'all' ? 'all clusters' : on
    if (ended === undefined) {
      world.stdout.write(`there was no hold on ${what}\n`)
    } else {
      world.stdout.write(`released: ${what}, which was on hold by ${holdWords(ended)}\n`)
      if (on !== 'all') {
        const journal = await openJournal(store, clock, on, newRun())
        await journal.add({ kind: 'released', by })
      }
    }
    const left = on === 'all' ? undefined : await holdOn(store, on, clock.now())
    if (left !== undefined) {
      world.stdout.write(`  still on hold by ${holdWords(left)}\n  to do: ${remedyOf(left)}\n`)
    }
    return EXIT.ok
  },
})
