import type { NodeName } from '../../model/names.ts'
import { readJournalOf } from '../../reconcile/journal/journal.ts'
import { awayNodes } from '../../plan/away-nodes.ts'
import { lastBehind } from '../../reconcile/journal/last-behind.ts'
import type { Look } from '../../reconcile/observe/observe.ts'
import { verify } from '../../reconcile/verify/verify.ts'
import type { LookingPorts } from './open-cluster.ts'

/** Nodes that were behind when a run last ended, and still are as far as they may be asked: an apply would stop at them. */
export async function stillBehind(open: LookingPorts, seen: Look): Promise<readonly NodeName[]> {
  const { cluster, gateways, scope, entryNode, store, clock } = open
  const before = lastBehind(await readJournalOf(cluster.name, store), awayNodes(cluster))
  if (before.length === 0 || !gateways.mayAskNodes) return before
  const members = [...scope.names].flatMap(([uuid, name]) => (before.includes(name) ? [uuid] : []))
  const task = { gateways, scope, expected: seen.snapshot, members, entryNode, witnesses: [], patience: 0 }
  return (await verify(task, clock, async () => undefined)).verification.behind
}
