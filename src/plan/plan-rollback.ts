import type { Dialect } from '../dialect/dialect.ts'
import type { ObservedCluster } from '../model/observed.ts'
import { unknownKey, type PropertyStep } from './differences.ts'
import { leftAway } from './away-nodes.ts'
import { estimateOf } from './estimate.ts'
import { firstOfSetting, stepsBySetting } from './first-writes.ts'
import { fingerprintOf } from './fingerprint.ts'
import { layOut } from './lay-out.ts'
import type { Planning } from './planning.ts'
import type { Blocked, Plan } from './plan.ts'
import { isSameValue } from './same-value.ts'
import { undoPolicy, type UndoPolicyContext } from './undo-policy.ts'
import { whyUnread } from './why-unread.ts'

/** What a rollback is made from: the plan that is taken back, and what the appliances held before and hold now. */
export interface Rollback extends Planning {
  readonly undone: Plan
  /** What was observed when the plan was made. */
  readonly before: ObservedCluster
  readonly textBefore?: UndoPolicyContext['textBefore']
  readonly foundBy?: UndoPolicyContext['foundBy']
}

/**
 * The plan that takes another plan back. It is laid out anew from what the appliances hold now, with phases and proofs
 * of its own: going back through the same phases in reverse would be right only if nobody had been interrupted.
 * A value that is neither what the plan wrote nor what it replaced belongs to somebody else and is left as it is.
 */
export function planRollback(rollback: Rollback): Plan {
  const { undone, before, cluster, observed, dialect } = rollback
  const blocked: Blocked[] = []
  const changes = restoring(undone, observed, dialect, blocked)
  const textBefore = rollback.textBefore ?? (() => undefined)
  const policySteps = undoPolicy(
    undone,
    {
      before,
      observed,
      textBefore,
      ...(rollback.foundBy === undefined ? {} : { foundBy: rollback.foundBy }),
      imports: { cluster, dialect, target: rollback.target },
    },
    blocked,
  )
  const { drafts, held } = layOut({ ...rollback, policySteps, keepMembers: true }, changes)
  const away = leftAway([...changes, ...policySteps], cluster, observed).filter(({ steps }) => steps.length > 0)
  return {
    formatVersion: 1,
    cluster: cluster.name,
    basedOn: fingerprintOf(cluster, observed, dialect),
    phases: drafts.map((draft, index) => ({ ordinal: index + 1, ...draft })),
    blocked: [...blocked, ...held],
    estimate: estimateOf(drafts),
    ...(away.length === 0 ? {} : { away }),
  }
}

/** For each setting that the plan wrote, the step from what is held now to what was held before, by whomever. */
function restoring(undone: Plan, observed: ObservedCluster, dialect: Dialect, blocked: Blocked[]): PropertyStep[] {
  const written = stepsBySetting(undone.phases.flatMap(({ steps }) => steps))
  return written.flatMap((steps): PropertyStep[] => {
    const { node, uuid, setting, before: after } = firstOfSetting(steps)
    const held = observed.nodes.get(uuid)?.settings[setting]
    if (held?.kind !== 'known') {
      const why = dialect.settings.has(setting) ? whyUnread(uuid, observed) : unknownKey(setting)
      blocked.push({ node, setting, ...why })
      return []
    }
    const now = held.value
    if (isSameValue(setting, after, now)) return []
    if (steps.some((step) => isSameValue(setting, step.after, now)))
      return [{ kind: 'set property', node, uuid, setting, before: now, after }]
    const reason = 'somebody else has changed it since'
    blocked.push({ node, setting, reason, remedy: 'ask who it was, and change it in the repository' })
    return []
  })
}
