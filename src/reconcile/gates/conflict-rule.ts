import type { Uuid } from '../../model/names.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { isInSync } from '../../plan/progress.ts'
import type { RunContext } from '../run/run-context.ts'
import { confirm } from '../verify/confirm.ts'
import { Ended } from '../ending/ended.ts'
import type { Look } from '../observe/observe.ts'
import { waitForLaterSave } from './later-save.ts'

/**
 * Two storages are compared by the priority of nodes (lower value wins), then by time. So before a commit no node that
 * may hold something else outranks any other, at which it would win over what is committed, and the commit is later than
 * the last one.
 */
export async function settleConflicts(seen: Look, context: RunContext): Promise<void> {
  await nobodyOutranks(seen, context)
  await waitForLaterSave(seen, context)
}

async function nobodyOutranks(seen: Look, context: RunContext): Promise<void> {
  const { setup } = context
  const priorities = new Map([...seen.cluster.nodes.keys()].map((id) => [id, priorityOf(seen.cluster, id)]))
  const weakest = Math.max(...[...priorities.values()].map((priority) => priority ?? -Infinity))
  const stronger = [...priorities].flatMap(([id, priority]) =>
    priority !== undefined && priority < weakest ? [id] : [],
  )
  if (stronger.length === 0) return
  const verification = await confirm(seen, context, { asked: 'before', witnesses: context.cache.lastWritten })
  if (isInSync(verification)) return
  const unsure = new Set<string>([...verification.behind, ...verification.notConfirmed.map(({ node }) => node)])
  const names = stronger.map((id) => setup.scope.names.get(id) ?? id).filter((name) => unsure.has(name))
  if (names.length === 0) return
  throw new Ended({
    kind: 'guarded',
    objections: [
      names.length === 1
        ? `${names.join()} has a lower priority value than other nodes and was not shown to hold the storage of the entry node: what it holds would win over this change when it returns`
        : `${names.join(', ')} have a lower priority value than other nodes and were not shown to hold the storage of the entry node: what they hold would win over this change when they return`,
    ],
    remedy: `bring ${names.length === 1 ? 'the node' : 'these nodes'} back first, or give all nodes the same priority`,
  })
}

function priorityOf(cluster: ObservedCluster, id: Uuid): number | undefined {
  const priority = cluster.nodes.get(id)?.settings.priority
  return priority?.kind === 'known' && typeof priority.value === 'number' ? priority.value : undefined
}
