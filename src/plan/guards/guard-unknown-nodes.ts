import type { Uuid } from '../../model/names.ts'
import { isMember } from '../differences.ts'
import { memberVersions, someOf, type MemberVersions } from '../member-versions.ts'
import type { Plan } from '../plan.ts'
import type { Guard } from './guard.ts'

/** Objects to commits while members of the cluster could not be read, or do not say which version they run. */
export const guardUnknownNodes: Guard = {
  code: 'GUARD-UNKNOWN-NODES',
  title: 'Every member of the cluster could be read, and reports its version where it may be asked',
  why: 'What could not be read may have changed, so no decision can rest on it; what can be read is not the whole cluster.',
  help: 'make sure that every node answers, or declare those that do not as out of service, then plan again',
  override: '--allow-unknown-nodes',
  *objections(plan, { cluster, observed }) {
    if (!plan.phases.some(({ kind }) => kind !== 'manual')) return
    if (observed.membership.kind !== 'known') yield 'the list of the appliances in the cluster could not be read'
    const unread = cluster.nodes.filter((node) => isMember(observed, node) && !observed.nodes.has(node.uuid.value))
    if (unread.length > 0) yield `nothing could be read of ${unread.map(({ name }) => name).join(', ')}`
    const leaving = leavingBy(plan)
    const silent = memberVersions(cluster, observed).silent.filter(({ uuid }) => !leaving.has(uuid))
    for (const [reason, names] of byReason(silent)) {
      const runs = names.length === 1 ? 'runs' : 'run'
      yield `which version ${someOf(names)} ${runs} is not known, and no commit may meet mixed versions: ${reason}`
    }
  },
}

/** Appliances that the plan takes out of the cluster: no file knows them, so that nobody could ask them. */
function leavingBy({ phases }: Plan): ReadonlySet<Uuid> {
  return new Set(
    phases.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'manual' && step.action.kind === 'remove' ? [step.action.uuid] : [])),
    ),
  )
}

/** Nodes that are silent for one reason, as a site that is away, are one objection. */
function byReason(silent: MemberVersions['silent']): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>()
  for (const { name, reason } of silent) names.set(reason, [...(names.get(reason) ?? []), name])
  return names
}
