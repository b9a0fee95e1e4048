import type { Blocked, Phase, Plan } from '../../plan/plan.ts'
import type { Proof } from '../../plan/proof.ts'
import { unreachable } from '../../source/unreachable.ts'
import { verdictOn, type Verdict } from '../plan/verdict.ts'
import { summaryOf } from '../plan/summary.ts'

/** The rollout of a change in words. */
export interface RolloutView {
  /** For example `3 changes in 2 commits, 1 step by hand`. */
  readonly summary: string
  readonly phases: readonly PhaseView[]
  /** What the proofs take for granted, each said once. */
  readonly assumptions: readonly string[]
  /** Differences that no commit removes, why, and what to do. */
  readonly left: readonly string[]
}

/** A commit or a step by hand, and whether it is safe. */
export interface PhaseView {
  readonly ordinal: number
  readonly title: string
  readonly tone: Verdict['tone']
  /** For example `proved`. */
  readonly verdict: string
  readonly because: string
}

/** Puts the rollout of a change into words. */
export function rolloutView(plan: Plan): RolloutView {
  const byHandOnly = plan.phases.length === 0
  return {
    // An upgrade or a new authority is no commit and still work: "nothing to change" would mislead.
    summary: byHandOnly ? 'no commit; what is done by hand stands under what follows' : summaryOf(plan),
    phases: plan.phases.map(phaseView),
    assumptions: [...new Set(plan.phases.flatMap(({ proof }) => (proof.kind === 'proved' ? proof.assumptions : [])))],
    left: leftWords(plan.blocked),
  }
}

function phaseView({ ordinal, title, proof }: Phase): PhaseView {
  return { ordinal, title, tone: verdictOn(proof).tone, ...proofWords(proof) }
}

function proofWords(proof: Proof): { readonly verdict: string; readonly because: string } {
  switch (proof.kind) {
    case 'proved':
      return { verdict: 'proved', because: proof.because.join('; ') }
    case 'refused':
      return { verdict: 'refused', because: `${proof.obstacle}; instead: ${proof.suggestion}` }
    case 'not needed':
      return { verdict: 'safe', because: proof.because }
    case 'unprovable':
      return { verdict: 'cannot be proved', because: proof.because }
    default:
      return unreachable(proof)
  }
}

/** What is left, each reason once with everything that it holds for. */
function leftWords(blocked: readonly Blocked[]): readonly string[] {
  const reasons = new Map<string, string[]>()
  for (const { node, setting, object, reason, remedy } of blocked) {
    const subject = [node, setting, object].filter((part) => part !== undefined).join(' ')
    const words = `${reason}; to do: ${remedy}`
    const general = setting === undefined ? words : words.replaceAll(`"${setting}"`, 'it')
    reasons.set(general, [...(reasons.get(general) ?? []), ...(subject === '' ? [] : [subject])])
  }
  return [...reasons].map(([words, subjects]) => (subjects.length === 0 ? words : `${subjects.join(', ')}: ${words}`))
}
