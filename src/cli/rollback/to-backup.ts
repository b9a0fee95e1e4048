import type { BackupContents } from '../../appliance/backup.ts'
import type { Uuid } from '../../model/names.ts'
import { checkBackup } from '../../reconcile/backup/check-backup.ts'
import { holdOn, releaseCommand, releaseRunHold, setRunHold } from '../../reconcile/locks/hold.ts'
import type { Obstacle } from '../../reconcile/locks/obstacle.ts'
import { openJournal } from '../../reconcile/journal/journal.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { harmless } from '../../report/text/cells.ts'
import { openFound } from '../backup/catalogue.ts'
import { CommandFailure } from '../command.ts'
import { observeOrFail } from '../gateway/observe-or-fail.ts'
import type { ClusterView } from '../gateway/cluster-view.ts'
import { newRun } from '../gateway/new-run.ts'
import { otherNameOf } from '../gateway/obstacle.ts'
import type { OpenCluster, StatePorts } from '../gateway/open-cluster.ts'
import { publishedFolder } from '../watch/pass/publish.ts'
import type { World } from '../world.ts'

/**
 * A backup is restored by a person: it goes to the whole cluster at once, and no request is known that does a part of it.
 * What Pader does is to say exactly how, to keep others from writing meanwhile, and to find out whether it was done.
 */
export async function restoreByHand(open: OpenCluster, id: string, world: World): Promise<ExitCode> {
  const { cluster, store, clock, by } = open
  const say = (line: string): void => world.stdout.write(`${harmless(line, true)}\n`)
  demandOneName(cluster, await otherNameOf(cluster, open))
  const { file, bytes, contents } = await openFound(store, cluster.name, id)
  const seen = await observeOrFail(open, world)
  demandOneName(cluster, await otherNameOf(cluster, open, { observed: seen.cluster }))
  const difference = checkBackup(bytes, seen.cluster, open.scope.archived === true, open.scope.ruleSets)
  const hold = await holdOn(store, cluster.name, clock.now())
  const why = `restoring ${file}`
  if (difference === undefined) {
    say(`${cluster.name}: the cluster holds what the backup has: it has been restored`)
    if (hold?.why === why) {
      await releaseRunHold(store, cluster.name)
      say('the hold for it is released; "pader plan" shows how the YAML differs from it now')
    }
    return EXIT.ok
  }
  if (hold !== undefined && hold.why !== why) {
    throw new CommandFailure(
      EXIT.guarded,
      `"${cluster.name}" is on hold by ${hold.by}: ${hold.why}`,
      `"${releaseCommand(hold.on)}", when the reason is gone`,
    )
  }
  await setRunHold(store, cluster.name, { by, why })
  const journal = await openJournal(store, clock, cluster.name, newRun())
  await journal.add({ kind: 'waiting for a person', step: `restore ${file}`, confirmable: false })
  const upload = await handOut(open, file, bytes)
  for (const line of instructions(open, upload, contents, difference)) say(line)
  return EXIT.waiting
}

/** A restore is of the whole cluster, and whoever changes it under another name would not meet the hold for it. */
function demandOneName({ name }: ClusterView['cluster'], obstacle: Obstacle | undefined): void {
  if (obstacle !== undefined)
    throw new CommandFailure(EXIT.guarded, `cluster "${name}": ${obstacle.why}`, obstacle.remedy)
}

/** Name of the backup in the state directory, from where a person uploads it; a state that several hosts share is no folder. */
async function handOut({ cluster, local }: ClusterView & StatePorts, file: string, bytes: Uint8Array): Promise<string> {
  if ((await local.read(file)) !== undefined) return file
  const copy = `${publishedFolder(cluster.name)}${file.slice(file.lastIndexOf('/'))}`
  await local.replace(copy, bytes)
  return copy
}

function instructions(
  { cluster }: ClusterView,
  file: string,
  contents: BackupContents,
  difference: string,
): readonly string[] {
  return [
    `${cluster.name}: not restored yet: ${difference}`,
    '',
    'A restore replaces the configuration of the whole cluster at once, including everything that was changed since.',
    'Nothing else is changed in the meantime: the cluster is on hold.',
    '',
    'nodes in the backup, and where their parts go:',
    ...mapOf(cluster.nodes, contents),
    '',
    `1. log on to the UI of ${cluster.entryNode.value}, the entry node, and nowhere else`,
    '2. take a backup of the current state there, in case the restore itself has to be undone',
    `3. restore the file "${file}" of the state directory; it contains private keys only if they were included (a checkbox)`,
    '4. where the map above says "nobody", the part of that node finds no owner: replace its UUID as vendor support tells you, or leave that node out',
    '5. wait until all nodes show one storage timestamp',
    '6. run the same command again: it compares the cluster with the backup, and releases the hold when they agree',
  ]
}

/** Device parts of a backup are kept by UUID: on other hardware each needs somebody to go to. */
function mapOf(nodes: ClusterView['cluster']['nodes'], { documents }: BackupContents): readonly string[] {
  const owners = new Map<Uuid, string>(nodes.map(({ uuid, name }) => [uuid.value, name]))
  const parts = [...documents.keys()].toSorted().map((id) => {
    const owner = owners.get(id)
    return owner === undefined ? `  ${id}  nobody: no node of the YAML has this UUID` : `  ${id}  ${owner}`
  })
  const missing = nodes.filter(({ uuid }) => !documents.has(uuid.value))
  return [...parts, ...missing.map(({ name, uuid }) => `  ${uuid.value}  ${name}: the backup has no part for it`)]
}
