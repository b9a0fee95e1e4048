import { backupReader } from '../../appliance/backup-reader.ts'
import { readBackup } from '../../appliance/backup.ts'
import { known } from '../../model/observed.ts'
import { look } from '../../reconcile/observe.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { planBrief } from '../../report/plan/brief.ts'
import { timeText } from '../../report/status/time-text.ts'
import { CommandFailure, UNUSABLE } from '../command.ts'
import { makePlan } from '../gateway/make-plan.ts'
import type { OpenCluster } from '../gateway/open-cluster.ts'
import { appearanceOf } from '../output/appearance.ts'
import type { World } from '../world.ts'
import { findBackup } from './catalogue.ts'

/**
 * Plays a restore without an appliance: looks into the backup as into a cluster, and plans the YAML against it. What the
 * plan says is what would have to be applied again after a restore.
 */
export async function rehearse(
  open: OpenCluster,
  id: string | undefined,
  _options: unknown,
  world: World,
): Promise<ExitCode> {
  const { cluster, store, scope } = open
  const backup = await findBackup(store, cluster.name, id)
  const bytes = await store.read(backup.file)
  const contents = bytes === undefined ? { problem: 'it is gone' } : readBackup(bytes)
  if ('problem' in contents)
    throw new CommandFailure(EXIT.invalid, `"${backup.file}" cannot be restored: ${contents.problem}`, UNUSABLE)
  // Where a backup keeps system files is not known; they are left out instead of being reported for every node.
  const seen = await look(backupReader(contents), { ...scope, systemFiles: new Map() }, backup.at)
  const owners = new Set(cluster.nodes.map(({ uuid }) => uuid.value))
  const strangers = [...contents.documents.keys()].filter((uuid) => !owners.has(uuid))
  const plan = makePlan(
    { ...open, cluster: { ...cluster, policy: { ...cluster.policy, systemFiles: [] } } },
    { ...seen.cluster, membership: known([...contents.documents.keys()].toSorted()) },
  )
  const say = (line: string): void => world.stdout.write(`${line}\n`)
  say(`${cluster.name}: if the backup ${backup.id} of ${timeText(backup.at)} were restored now`)
  for (const uuid of strangers) say(`  the part of ${uuid} would find no owner: no node has this UUID any more`)
  say('  then this would be left to apply; system files are not in it, as far as is known:')
  world.stdout.write(planBrief(plan, appearanceOf(world.stdout, world.env)))
  return plan.phases.length === 0 && strangers.length === 0 ? EXIT.ok : EXIT.changes
}
