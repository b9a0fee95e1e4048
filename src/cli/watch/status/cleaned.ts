import type { ClusterStatus, PlanStatus } from '../../../report/watch/status.ts'

/** A status of which each text that quotes others went through a sieve; what is as it was `before` went through it then. */
export function cleaned(status: ClusterStatus, before: ClusterStatus, clean: (text: string) => string): ClusterStatus {
  const { source, hold, lock, last, plan, nodes } = status
  return {
    ...status,
    ...(source === undefined ? {} : { source: clean(source) }),
    ...(hold === undefined ? {} : { hold: clean(hold) }),
    ...(lock === undefined ? {} : { lock: clean(lock) }),
    ...(last === undefined ? {} : { last: { ...last, words: clean(last.words) } }),
    ...(plan === undefined || plan === before.plan ? {} : { plan: cleanedPlan(plan, clean) }),
    nodes:
      nodes === before.nodes
        ? nodes
        : nodes.map((node) => (node.why === undefined ? node : { ...node, why: clean(node.why) })),
  }
}

function cleanedPlan(plan: PlanStatus, clean: (text: string) => string): PlanStatus {
  return {
    ...plan,
    summary: clean(plan.summary),
    blocked: plan.blocked.map(clean),
    phases: plan.phases.map((phase) => ({
      ...phase,
      title: clean(phase.title),
      verdict: clean(phase.verdict),
      changes: phase.changes.map(clean),
    })),
  }
}
