import type { AgreeingArchive } from '../backup/archive.ts'
import { silentNodes } from '../cache/measure-clocks.ts'
import type { ObservationCache } from '../cache/observation-cache.ts'
import type { Look } from '../observe/observe.ts'
import type { RunContext } from '../run/run-context.ts'
import type { VerificationTask } from './verification-task.ts'

/** What the nodes are asked in a run: whether they hold what the entry node showed. */
export function taskFor(
  seen: Look,
  { setup, keepLease }: RunContext,
  witnesses: VerificationTask['witnesses'],
): VerificationTask {
  const { gateways, scope, entryNode, patience, cache } = setup
  const { membership, nodes, version } = seen.cluster
  const archived = archivedIn(seen, cache)
  return {
    gateways,
    scope,
    expected: seen.snapshot,
    version,
    members: membership.kind === 'known' ? membership.value : [...nodes.keys()],
    entryNode,
    witnesses,
    silent: silentNodes(cache.clocks?.value ?? new Map(), entryNode),
    patience,
    between: keepLease,
    ...(archived === undefined ? {} : { archived }),
  }
}

/** The backup that agrees with a look, where there is one. */
function archivedIn({ snapshot }: Look, { look }: ObservationCache): AgreeingArchive | undefined {
  return look?.value.seen.snapshot === snapshot ? look.value : undefined
}
