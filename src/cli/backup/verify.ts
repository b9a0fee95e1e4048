import { ruleSetsOf } from '../../appliance/backup-rule-sets.ts'
import type { BackupContents } from '../../appliance/backup.ts'
import { checkBackup } from '../../reconcile/backup/check-backup.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { plural } from '../../report/plural.ts'
import { timeText } from '../../source/time-text.ts'
import { observeOrFail } from '../gateway/observe-or-fail.ts'
import type { LookingPorts } from '../gateway/open-cluster.ts'
import type { World } from '../world.ts'
import { openFound } from './catalogue.ts'

/** Unpacks a backup and compares every document, list and rule set in it with what the cluster holds now. */
export async function verifyBackup(open: LookingPorts, id: string | undefined, world: World): Promise<ExitCode> {
  const { cluster, store } = open
  const { bytes, contents, ...backup } = await openFound(store, cluster.name, id)
  const say = (line: string): void => world.stdout.write(`${cluster.name}: ${line}\n`)
  const { documents, lists } = contents
  const count = [...documents.values()].reduce((sum, ofNode) => sum + ofNode.size, 0)
  say(
    `${backup.id} of ${timeText(backup.at)} unpacks: ${count} documents of ${documents.size} nodes, ${lists.size} lists, ${ruleSetsIn(contents)}`,
  )
  const layoutKnown = open.scope.archived === true
  if (!layoutKnown)
    say('it is not certain where a backup of this product stores things: only what was found in it is compared')
  const seen = await observeOrFail(open, world)
  const difference = checkBackup(bytes, seen.cluster, layoutKnown, open.scope.ruleSets)
  if (difference === undefined) {
    say('it holds what the cluster holds now')
    return EXIT.ok
  }
  say(`the cluster differs from it: ${difference}`)
  return EXIT.changes
}

function ruleSetsIn(contents: BackupContents): string {
  const found = ruleSetsOf(contents)
  return 'problem' in found ? 'no rule sets to be found' : plural(found.length, 'rule set')
}
