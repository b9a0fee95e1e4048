import { backupReader } from '../../appliance/backup-reader.ts'
import type { BackupContents } from '../../appliance/backup.ts'
import { ApplianceError } from '../../appliance/port.ts'
import { known } from '../../model/observed.ts'
import { isInSync, type Verification } from '../../plan/progress.ts'
import { checkBackup } from '../../reconcile/backup/check-backup.ts'
import { look, type Look } from '../../reconcile/observe/observe.ts'
import { verify } from '../../reconcile/verify/verify.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { planBrief } from '../../report/plan/brief.ts'
import { shownLines } from '../../report/plan/standing.ts'
import { timeText } from '../../source/time-text.ts'
import { makePlan } from '../gateway/make-plan.ts'
import type { ClusterAccess } from '../gateway/cluster-access.ts'
import type { ClusterView } from '../gateway/cluster-view.ts'
import type { PlanInputs, StatePorts } from '../gateway/open-cluster.ts'
import { appearanceOf } from '../output/appearance.ts'
import type { ColorOptions } from '../options/output.ts'
import type { World } from '../world.ts'
import { openFound } from './catalogue.ts'
import { standInFor } from './stand-in.ts'

/** Milliseconds of the stand-in's own time that its nodes get to take the restored storage over. */
const PATIENCE = 120_000

/** How a restore ended in the stand-in. */
interface Restored {
  readonly seen: Look
  readonly verification: Verification
  /** How the stand-in differs from the backup, where it does. */
  readonly difference?: string
}

/** Why the stand-in did not take the backup. */
interface Refused {
  readonly refused: string
}

/**
 * Restores a backup into emulated appliances that hold what the YAML says, asks each of them whether it arrived, and plans
 * the YAML against what is there then. Nothing is asked of an appliance, and what the emulator decides is its own.
 */
export async function rehearse(
  open: PlanInputs & StatePorts & ClusterAccess,
  { id, color }: ColorOptions & { readonly id: string | undefined },
  world: World,
): Promise<ExitCode> {
  const { cluster, store } = open
  const { bytes, contents, ...backup } = await openFound(store, cluster.name, id)
  const owners = new Set(cluster.nodes.map(({ uuid }) => uuid.value))
  const strangers = [...contents.documents.keys()].filter((uuid) => !owners.has(uuid))
  const restored = await restore(open, bytes, world)
  const lines = [
    `${cluster.name}: the backup ${backup.id} of ${timeText(backup.at)}, restored into emulated appliances`,
    ...strangers.map((uuid) => `  the part of ${uuid} finds no owner: no node has this UUID any more`),
    ...restoreLines(restored),
    '  then this would be left to apply; system files are not in it, as far as is known:',
  ]
  // Where a backup keeps system files is not known; they are left out instead of being reported for every node.
  const plan = makePlan(
    { ...open, cluster: { ...cluster, policy: { ...cluster.policy, systemFiles: [] } } },
    await afterwards(open, contents, backup.at, restored),
  )
  world.stdout.write(`${lines.join('\n')}\n${planBrief(plan, appearanceOf(world.stdout, world.env, color))}`)
  if ('refused' in restored) return EXIT.unreachable
  if (!hasArrived(restored)) return EXIT.partial
  return plan.phases.length === 0 && strangers.length === 0 ? EXIT.ok : EXIT.changes
}

function restoreLines(restored: Restored | Refused): readonly string[] {
  if ('refused' in restored) {
    return [
      `  the emulator does not accept it: ${restored.refused}`,
      '  so nothing is known about the restore itself; what follows is planned against the contents of the backup',
    ]
  }
  const { verification, difference } = restored
  const compared =
    difference === undefined ? 'it holds what the backup has' : `the backup is not what is there then: ${difference}`
  return [...shownLines(verification), compared].map((line) => `  ${line}`)
}

function hasArrived({ verification, difference }: Restored): boolean {
  return isInSync(verification) && difference === undefined
}

/** What is there after the restore; without one that worked, what the backup says. */
async function afterwards(
  { scope }: ClusterView,
  contents: BackupContents,
  at: string,
  restored: Restored | Refused,
): Promise<Look['cluster']> {
  if (!('refused' in restored)) return restored.seen.cluster
  const said = await look(backupReader(contents), { ...scope, systemFiles: new Map() }, at)
  return { ...said.cluster, membership: known([...contents.documents.keys()].toSorted()) }
}

async function restore(
  open: ClusterView & ClusterAccess,
  bytes: Uint8Array,
  world: World,
): Promise<Restored | Refused> {
  const standIn = await standInFor(open, world)
  const { entryNode, cluster } = open
  const scope = { ...open.scope, systemFiles: new Map() }
  try {
    await standIn.restore(entryNode, bytes)
    const at = new Date(standIn.clock.now()).toISOString()
    const seen = await standIn.at(entryNode).read((reader) => look(reader, scope, at))
    const { verification } = await verify(
      {
        gateways: { entry: standIn.at(entryNode), at: (node) => standIn.at(node), mayAskNodes: true },
        scope,
        expected: seen.snapshot,
        members: cluster.nodes.map(({ uuid }) => uuid.value),
        entryNode,
        witnesses: [],
        patience: PATIENCE,
      },
      standIn.clock,
      async () => undefined,
    )
    const difference = checkBackup(bytes, seen.cluster, open.scope.archived === true, open.scope.ruleSets)
    return { seen, verification, ...(difference === undefined ? {} : { difference }) }
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    return { refused: `${error.message} (${error.request})` }
  }
}
