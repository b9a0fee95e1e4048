import type { NodeName } from '../../model/names.ts'
import type { Plan } from '../../plan/plan.ts'
import { withKeptClocks, withKnownClocks } from '../cache/measure-clocks.ts'
import { Ended } from '../ending/ended.ts'
import { requireOneName } from '../gates/one-name.ts'
import { waitingFor, type Remaining } from '../gates/manual-steps.ts'
import { lastBehind } from '../journal/last-behind.ts'
import type { Look } from '../observe/observe.ts'
import { unseenWords } from '../observe/unseen.ts'
import { awayNames } from '../verify/away-names.ts'
import { askMembers, withSaid } from '../verify/ask-members.ts'
import { confirm, confirmNow } from '../verify/confirm.ts'
import { lookAround } from '../run/look-around.ts'
import type { RunContext } from '../run/run-context.ts'

/** What is there, what has to be done about it, and what of that is left when what was done by hand is taken away. */
interface LookAndPlan {
  readonly seen: Look
  readonly plan: Plan
  readonly remaining: Remaining
}

/**
 * What is there and what has to be done about it. Where something is about to be committed each node has said before which
 * version it runs and what it holds, and the guards have heard of it: nothing is written to a cluster of mixed versions, or to
 * one in which a node holds something else, which the commit would overwrite once that node hears of it.
 */
export async function lookAndPlan(context: RunContext): Promise<LookAndPlan> {
  const { seen, plan, behind } = await lookAtClocks(context)
  const remaining = await waitingFor(plan, context)
  if (remaining.left.length === 0 || remaining.next !== undefined) return { seen, plan, remaining }
  const { seen: told, conflict, isOneLate } = await askMembers(seen, context)
  if (told === seen) return { seen, plan, remaining }
  const late = isOneLate && conflict === undefined ? await lateNodes(told, context) : []
  const again = planFor(told, [...new Set([...behind, ...late])], context)
  if (conflict !== undefined && isObjectedTo(conflict.seen, behind, context)) throw conflict.ended
  return { seen: told, plan: again, remaining: await waitingFor(again, context) }
}

/** Nodes that still hold something else after the time that a save takes to reach everybody. */
async function lateNodes(seen: Look, context: RunContext): Promise<readonly NodeName[]> {
  return (await confirmNow(seen, context, { asked: 'before', witnesses: context.cache.lastWritten })).behind
}

/** Whether guards object to a plan for what was seen. */
function isObjectedTo({ cluster }: Look, behind: readonly NodeName[], { setup, cache }: RunContext): boolean {
  const planned = setup.plan(cluster, behind, cache.written)
  return planned.kind === 'planned' && planned.objections.length > 0
}

/**
 * What is there and what has to be done about it, as far as the entry node and the clocks tell. Clocks are measured for
 * whatever is going to be written; to find out that there is nothing to do, those that were measured lately are good enough.
 */
async function lookAtClocks(
  context: RunContext,
): Promise<Omit<LookAndPlan, 'remaining'> & { readonly behind: readonly NodeName[] }> {
  const around = await observe(context)
  const behind = await nodesBehind(around, context)
  const quick = withKnownClocks(around, context.setup)
  const idle = quick && context.setup.plan(quick.cluster, behind, context.cache.written)
  if (quick !== undefined && idle?.kind === 'planned' && idle.plan.phases.length + idle.objections.length === 0)
    return { seen: quick, plan: idle.plan, behind }
  const seen = withSaid(await withKeptClocks(around, context.setup), context)
  return { seen, plan: planFor(seen, behind, context), behind }
}

async function observe(context: RunContext): Promise<Look> {
  const { setup, tell } = context
  await tell({ kind: 'observing' })
  const seen = await lookAround(setup, context.keepLease)
  await tell({ kind: 'observed', nodes: seen.cluster.nodes.size, unknown: seen.unknown })
  if (seen.unknown.length === 0) {
    await requireOneName(seen, context)
    return seen
  }
  throw new Ended({
    kind: 'failed',
    fault: 'unknown',
    message: `cannot read everything: ${unseenWords(seen.unknown)}`,
    remedy: 'nothing is changed while something is unknown; make it readable and run again',
  })
}

/**
 * Nodes that were behind when a run before this one ended, if they still are. Within a run the preconditions of the
 * phases say who has to hold what.
 */
async function nodesBehind(seen: Look, context: RunContext): Promise<readonly NodeName[]> {
  if (context.standing.committed > 0) return []
  const behind = lastBehind(context.journal.before, awayNames(context.setup.scope))
  if (behind.length === 0 || !context.setup.gateways.mayAskNodes) return behind
  return (await confirm(seen, context, { asked: 'before', witnesses: context.cache.lastWritten })).behind
}

/** A plan for what was seen; ends the run where there is none, or where guards object to it. */
export function planFor(seen: Look, behind: readonly NodeName[], { setup, cache }: RunContext): Plan {
  const planned = setup.plan(seen.cluster, behind, cache.written)
  if (planned.kind === 'impossible') {
    const remedy = 'make the change in steps that can be proved, as the message suggests'
    throw new Ended({ kind: 'guarded', objections: planned.problems, remedy })
  }
  if (planned.objections.length > 0) {
    const remedy = 'review the plan again; an objection names the flag that overrides it, if there is one'
    throw new Ended({ kind: 'guarded', objections: planned.objections, remedy })
  }
  return planned.plan
}
