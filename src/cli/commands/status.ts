import { ApplianceError } from '../../appliance/port.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { HostFile } from '../../appliance/host-file.ts'
import type { NodeName, Uuid } from '../../model/names.ts'
import type { Verification } from '../../plan/progress.ts'
import { holdOn } from '../../reconcile/hold.ts'
import { journalName } from '../../reconcile/journal.ts'
import { readJournal } from '../../reconcile/journal-reading.ts'
import { fileLeases } from '../../reconcile/lease.ts'
import { isInSync, verify } from '../../reconcile/verify.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { harmless } from '../../report/text/cells.ts'
import type { Command } from '../command.ts'
import { readDesired } from '../gateway/desired.ts'
import { readHostFile, USUAL_HOST_FILE } from '../gateway/host.ts'
import { makePlan } from '../gateway/make-plan.ts'
import { observeOrFail } from '../gateway/observe-or-fail.ts'
import { openCluster, type OpenCluster } from '../gateway/open-cluster.ts'
import { CommandFailure } from '../command.ts'
import { diskStore } from '../process/disk-store.ts'
import { systemClock } from '../process/system-clock.ts'
import type { World } from '../world.ts'

/** `pader status`: how each cluster and each node is, what was done last, and whether anything waits for a person. */
export const command: Command = {
  configure: (parser) =>
    parser
      .argument('[path...]', 'a folder of clusters, or clusters (default "clusters")')
      .option('--host-config <file>', `how the appliances are reached (default "${USUAL_HOST_FILE}")`)
      .option('--cluster <name>', 'only this cluster')
      .option('--now <date>', 'today, for what expires (YYYY-MM-DD)'),

  run: async ({ positional, options }, world) => {
    const hostFile = await readHostFile(options['hostConfig'], world)
    const { clusters, folder } = await readDesired(positional, options, world)
    let exitCode: ExitCode = EXIT.ok
    for (const cluster of clusters) {
      const now = await statusOf(cluster, hostFile, folder, world)
      if (exitCode === EXIT.ok) exitCode = now
    }
    return exitCode
  },
}

async function statusOf(cluster: Cluster, hostFile: HostFile, folder: string, world: World): Promise<ExitCode> {
  const say = (line: string): void => world.stdout.write(`${harmless(line, true)}\n`)
  say(`${cluster.name}`)
  await sayRecords(cluster, hostFile, say)
  const open = await openCluster(cluster, hostFile, folder, world)
  try {
    return await sayCluster(open, hostFile.stateDirectory, world, say)
  } catch (error) {
    // One cluster that does not answer hides nothing of the others.
    if (!(error instanceof CommandFailure)) throw error
    for (const line of error.message.split('\n')) say(`  ${line}`)
    return error.exitCode
  } finally {
    await open.close()
  }
}

async function sayRecords(cluster: Cluster, { stateDirectory }: HostFile, say: (line: string) => void): Promise<void> {
  const store = diskStore(stateDirectory)
  const hold = await holdOn(store, cluster.name, systemClock.now())
  if (hold !== undefined) say(`  on hold by ${hold.by}: ${hold.why}`)
  const holder = await fileLeases(store, systemClock).current(cluster.name)
  if (holder !== undefined) say(`  being changed by ${holder.by} (${holder.why})`)
  const { records } = readJournal(await store.read(journalName(cluster.name)))
  const last = records.findLast(({ event }) => event.kind === 'run ended')
  say(last?.event.kind === 'run ended' ? `  last apply ${last.at}: ${last.event.outcome}` : '  no apply yet')
}

async function sayCluster(
  open: OpenCluster,
  stateDirectory: string,
  world: World,
  say: (line: string) => void,
): Promise<ExitCode> {
  const { gateways, scope, entryNode } = open
  const seen = await observeOrFail(open, world)
  const { version, membership } = seen.cluster
  if (version.kind === 'known') say(`  version ${version.value.version}-${version.value.build} at the entry node`)
  const members = membership.kind === 'known' ? membership.value : [...seen.cluster.nodes.keys()]
  const witnesses = await lastWritten(open.cluster, stateDirectory)
  const task = { gateways, scope, expected: seen.snapshot, members, entryNode, witnesses, patience: 0 }
  const verification = await verify(task, systemClock, async () => undefined)
  await sayNodes(open, verification, say)
  const plan = makePlan(open, seen.cluster)
  const drift = plan.phases.reduce((sum, { steps }) => sum + steps.length, 0)
  const { length: left } = plan.blocked
  if (drift === 0 && left === 0) say('  as the YAML says')
  if (drift > 0) say(`  differs from the YAML in ${drift} places: see "pader plan"`)
  if (left > 0) say(`  not known or not changed in ${left} places: see "pader plan"`)
  if (seen.unknown.length > 0 || verification.notConfirmed.length > 0) return EXIT.unreachable
  if (!isInSync(verification)) return EXIT.partial
  if (drift > 0) return EXIT.changes
  return left > 0 ? EXIT.waiting : EXIT.ok
}

/** The node that the last write that is known of went to: who shows it holds the storage that it came with. */
async function lastWritten({ name }: Cluster, stateDirectory: string): Promise<readonly Uuid[]> {
  const { records } = readJournal(await diskStore(stateDirectory).read(journalName(name)))
  const steps = records.flatMap(({ event }) => (event.kind === 'write intended' ? [event.step] : []))
  return steps.flatMap((step) => ('uuid' in step ? [step.uuid] : [])).slice(-1)
}

async function sayNodes(
  { cluster, gateways, entryNode }: OpenCluster,
  verification: Verification,
  say: (line: string) => void,
): Promise<void> {
  for (const { name, uuid } of cluster.nodes) {
    const gateway = uuid.value === entryNode ? gateways.entry : gateways.at(uuid.value)
    const skew = await gateway?.clock().catch(noAnswer)
    const clock = skew?.kind === 'known' ? `clock ${skew.value.seconds.toFixed(1)} s` : 'clock not known'
    say(`  ${name}: ${stateOf(name, verification)}, ${clock}`)
  }
}

function stateOf(name: NodeName, { confirmed, behind, notConfirmed }: Verification): string {
  if (confirmed.includes(name)) return 'holds what the entry node holds'
  if (behind.includes(name)) return 'behind: holds something else'
  return notConfirmed.find(({ node }) => node === name)?.reason ?? 'not in the cluster'
}

function noAnswer(error: unknown): undefined {
  if (!(error instanceof ApplianceError)) throw error
  return undefined
}
