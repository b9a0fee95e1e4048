import type { Blocked, Phase, Plan, Step } from '../../plan/plan.ts'
import type { Proof } from '../../plan/proof.ts'
import type { Change } from '../../plan/review/change.ts'
import type { ConsequenceKind } from '../../plan/review/consequence.ts'
import type { Review } from '../../plan/review/review.ts'
import { unreachable } from '../../source/unreachable.ts'
import { awayWords } from '../plan/away.ts'
import { alikePhases } from './alike-phases.ts'
import type { PhaseView, ToldPhase } from './phase-view.ts'
import { verdictOn } from '../plan/verdict.ts'
import { summaryOf } from '../plan/summary.ts'

/** The rollout of a change in words. */
export interface RolloutView {
  /** For example `3 changes in 2 commits, 1 step by hand`. */
  readonly summary: string
  readonly phases: readonly PhaseView[]
  /** What the proofs take for granted, what has to be learnt first, what no commit removes; those that say something. */
  readonly asides: readonly RolloutNote[]
}

/** What a reader of a rollout should know beside its steps. */
export interface RolloutNote {
  /** For example `Left as found`. */
  readonly title: string
  /** The same before each item, where there are no headings: `left as found`. */
  readonly word: string
  readonly items: readonly string[]
}

/** Puts the rollout of a change into words. */
export function rolloutView(
  plan: Plan,
  { changes, consequences }: Pick<Review, 'changes' | 'consequences'>,
): RolloutView {
  const isEmpty = plan.phases.length === 0
  const byHandOnly = isEmpty && consequences.some(({ kind }) => BY_HAND.has(kind))
  const assumptions = plan.phases.flatMap(({ proof }) => (proof.kind === 'proved' ? proof.assumptions : []))
  const planned = new Set(plan.phases.flatMap(({ steps }) => steps.flatMap(settingOf)))
  const isPlanned = ({ setting, node }: Blocked): boolean =>
    setting !== undefined && node === undefined && planned.has(setting)
  const left = plan.blocked.filter((one) => !isPlanned(one))
  const asides = [
    { title: 'The proofs assume', word: 'assumes', items: [...new Set(assumptions)] },
    // The steps are there for the day on which it is known where they write; until then the setting stays as it is.
    { title: 'To be learnt first', word: 'to be learnt first', items: leftWords(plan.blocked.filter(isPlanned)) },
    { title: 'Left as found', word: 'left as found', items: leftWords(left) },
    { title: 'Left alone, out of service', word: 'left alone', items: (plan.away ?? []).map(awayWords) },
    { title: 'Back in service', word: 'back in service', items: changes.flatMap(returnWords) },
    // An upgrade or a new authority is no commit and still work: "nothing to change" would mislead.
    {
      title: 'By hand',
      word: 'by hand',
      items: byHandOnly ? ['each step of it is listed under the consequences'] : [],
    },
  ]
  return {
    summary: isEmpty ? 'no commit' : summaryOf({ ...plan, blocked: left }),
    phases: alikePhases(plan.phases.map(phaseView)),
    asides: asides.filter(({ items }) => items.length > 0),
  }
}

/** Consequences that are work for a person and no commit. */
const BY_HAND: ReadonlySet<ConsequenceKind> = new Set(['by-hand', 'version', 'entry-node'])

/** What it means that nodes are no longer declared out of service: a review looks at no appliance, and so cannot say what they hold. */
function returnWords(change: Change): readonly string[] {
  if (change.kind !== 'value changed' || change.subject.kind !== 'nodes') return []
  if (change.field !== 'outOfService' || change.after !== undefined) return []
  return [
    `${change.nodes.join(', ')}: the first plan brings what was missed in the meantime, and only a look at the node shows what that is: see "pader plan"`,
  ]
}

function settingOf(step: Step): readonly string[] {
  return step.kind === 'set property' ? [step.setting] : []
}

function phaseView({ ordinal, kind, title, steps, proof }: Phase): ToldPhase {
  const doing = steps.map((step) => (step.kind === 'manual' ? step.action.kind : step.kind)).join(', ')
  const byHand =
    kind === 'manual' && !title.endsWith('by hand')
      ? `by hand${steps.length === 1 ? '' : `, in ${steps.length} steps`}: `
      : ''
  return {
    ordinal: String(ordinal),
    title: `${byHand}${title}`,
    tone: verdictOn(proof).tone,
    ...proofWords(proof),
    doing: kind === 'manual' ? doing : undefined,
  }
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
  return [...reasons].map(([words, subjects]) => {
    const [only = '', ...others] = subjects
    return others.length === 0 && words.startsWith(only) ? words : `${subjects.join(', ')}: ${words}`
  })
}
