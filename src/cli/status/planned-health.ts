import { awaitedWords } from '../../report/plan/away.ts'
import { leasedWords } from '../../report/plan/step.ts'
import { summaryOf } from '../../report/plan/summary.ts'
import type { ClusterHealth } from '../../report/status/health.ts'
import type { Plan } from '../../plan/plan.ts'
import { waitingSince, type RecordedHealth } from './recorded-health.ts'

/** What of a cluster's health stands in its plan. */
export type PlannedHealth = Pick<ClusterHealth, 'waiting' | 'away' | 'leased' | 'differences'>

/** What is left to do, for a person and for an apply, and what is left alone; nothing is known of it without a plan. */
export function plannedHealth(plan: Plan | undefined, recorded: RecordedHealth): PlannedHealth {
  if (plan === undefined) return { waiting: [], away: [], leased: [] }
  return {
    waiting: waitingIn(plan, recorded),
    away: awayIn(plan),
    leased: leasedIn(plan),
    differences: differencesIn(plan),
  }
}

function waitingIn({ phases }: Plan, { journal }: RecordedHealth): ClusterHealth['waiting'] {
  return phases
    .flatMap(({ steps }) => steps)
    .flatMap((step) => {
      if (step.kind !== 'manual') return []
      const since = waitingSince(journal, step.id)
      return [{ step: step.id, what: step.instructions[0] ?? '', ...(since === undefined ? {} : { since }) }]
    })
}

function awayIn({ away = [] }: Plan): ClusterHealth['away'] {
  return away.map((one) => ({ node: one.node, what: awaitedWords(one), ticket: one.ticket, expires: one.expires }))
}

function leasedIn({ leased = [] }: Plan): ClusterHealth['leased'] {
  return leased.map(({ step, ticket, owner, expires }) => ({ what: leasedWords(step, '→'), ticket, owner, expires }))
}

function differencesIn(plan: Plan): NonNullable<ClusterHealth['differences']> {
  const changes = plan.phases.flatMap(({ steps }) => steps).filter(({ kind }) => kind !== 'manual').length
  const [first] = plan.blocked
  const firstLeft = first === undefined ? {} : { firstLeft: blockedWords(first) }
  return { changes, left: plan.blocked.length, summary: summaryOf(plan), ...firstLeft }
}

function blockedWords({ node, setting, object, reason, remedy }: Plan['blocked'][number]): string {
  const what = [object ?? setting, node].filter((part) => part !== undefined).join(' of ')
  return `${what}: ${reason}; ${remedy}`
}
