import { releaseHold } from '../../reconcile/hold.ts'
import { openJournal } from '../../reconcile/journal.ts'
import { EXIT } from '../../report/exit-code.ts'
import type { Command } from '../command.ts'
import { readHostFile, USUAL_HOST_FILE } from '../gateway/host.ts'
import { newRun } from '../gateway/open-cluster.ts'
import { groundOf } from '../process/ground.ts'
import { heldBy } from './hold.ts'

/** `pader release`: ends a hold. */
export const command: Command = {
  examples: [['pader release --cluster two-site', 'end its hold']],
  configure: (parser) =>
    parser
      .option('--host-config <file>', `where the state directory is said (default "${USUAL_HOST_FILE}")`)
      .option('--cluster <name>', 'the cluster to release')
      .option('--all', 'end the hold on all clusters; holds of single clusters stay'),

  run: async ({ options }, world) => {
    const { stateDirectory } = await readHostFile(options['hostConfig'], world)
    const on = heldBy(options)
    const { store: storeIn, clock, who: by } = groundOf(world)
    const store = storeIn(stateDirectory)
    const was = await releaseHold(store, on)
    if (was && on !== 'all') {
      const journal = await openJournal(store, clock, on, newRun())
      await journal.add({ kind: 'released', by })
    }
    const what = on === 'all' ? 'all clusters' : on
    world.stdout.write(was ? `released: ${what}\n` : `there was no hold on ${what}\n`)
    return EXIT.ok
  },
}
