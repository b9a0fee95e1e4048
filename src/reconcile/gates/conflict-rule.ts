import type { Uuid } from '../../model/names.ts'
import type { ObservedCluster, ObservedNode } from '../../model/observed.ts'
import { isInSync } from '../../plan/progress.ts'
import type { RunContext } from '../run/run-context.ts'
import { confirm } from '../verify/confirm.ts'
import { Ended } from '../ending/ended.ts'
import type { Look } from '../observe/observe.ts'
import { pause } from '../run/pause.ts'

/** Added to the measured clock difference, so that "newer" is not decided by rounding. */
const MARGIN_MS = 2_000

/** Seconds of difference that nodes take changes with where nobody can read what is set; ours, above every value that was seen. */
const USUALLY_TOLERATED = 180

/**
 * Two storages are compared by the priority of nodes (lower value wins), then by time. So before a commit no node that
 * may hold something else outranks any other, at which it would win over what is committed, and the commit is later than
 * the last one by every node's clock.
 */
export async function settleConflicts(seen: Look, context: RunContext): Promise<void> {
  const { setup, tell, cache } = context
  await nobodyOutranks(seen, context)
  const last = cache.lastCommit
  if (last === undefined) return
  const wait = last.latest + largestSkew(seen) + MARGIN_MS - setup.clock.now()
  if (wait <= 0) return
  await tell({
    kind: 'waiting',
    reason: "so that the next save is later than the last one by every node's clock",
    seconds: Math.ceil(wait / 100) / 10,
  })
  await pause(wait, context)
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
      `${names.join(', ')} has a lower priority value than other nodes and was not shown to hold the storage of the entry node: there it would win over this change when it returns`,
    ],
    remedy: 'bring the node back first, or give all nodes the same priority',
  })
}

function priorityOf(cluster: ObservedCluster, id: Uuid): number | undefined {
  const priority = cluster.nodes.get(id)?.settings.priority
  return priority?.kind === 'known' && typeof priority.value === 'number' ? priority.value : undefined
}

/** Milliseconds by which a node's clock may be away from the entry node's, the measurement's uncertainty included. */
function largestSkew(seen: Look): number {
  return Math.max(0, ...[...seen.cluster.nodes.values()].map(skewOf)) * 1000
}

/** A clock that could not be measured is as far away as the node tolerates: with more it takes nothing, and wins nothing. */
function skewOf({ skew, settings }: ObservedNode): number {
  if (skew.kind === 'known') return Math.abs(skew.value.seconds) + skew.value.uncertainty
  const tolerated = settings['clock.allowedDifference']
  return tolerated?.kind === 'known' && typeof tolerated.value === 'number' ? tolerated.value : USUALLY_TOLERATED
}
