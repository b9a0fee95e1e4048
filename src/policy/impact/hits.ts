import { never, type Diagram, type Truths } from '../reason/diagram.ts'
import { effectKey, type Effect, type Hit, type Step } from '../reason/run.ts'
import { align } from './align.ts'

/**
 * The requests that one of some rules decides before and one of others after, with another effect. Of the two rules the one
 * that a request meets first is not the same on both sides: else the other side, where nothing has decided the request
 * either, would decide it there as well. So one of the two stands alone.
 */
export function pairings(
  truths: Truths,
  before: readonly Hit[],
  after: readonly Hit[],
  alone: ReadonlySet<Step>,
): readonly Diagram[] {
  const own = (hits: readonly Hit[]): readonly Hit[] => hits.filter((hit) => alone.has(hit))
  return [
    truths.and(metBy(truths, own(after)), metBy(truths, before)),
    truths.and(metBy(truths, own(before)), metBy(truths, after)),
  ]
}

/** Steps that are on one side only, or not in the same order. */
export function aloneOf(before: readonly Step[], after: readonly Step[]): ReadonlySet<Step> {
  const named = (steps: readonly Step[]): readonly { readonly name: string; readonly step: Step }[] =>
    steps.map((step) => ({ name: `${step.meets} ${step.does}`, step }))
  const alone = new Set<Step>()
  for (const { before: old, after: now } of align(named(before), named(after))) {
    const one = old === undefined ? now : now === undefined ? old : undefined
    if (one !== undefined) alone.add(one.step)
  }
  return alone
}

/**
 * The requests that come to one of some steps, which stand in their order. That no rule before the steps has decided such a
 * request goes without saying; it is said all the same of each half, so that a search learns it without trying each step.
 */
export function metBy(truths: Truths, steps: readonly Step[]): Diagram {
  const [first] = steps
  if (first === undefined) return never
  if (steps.length === 1) return first.when
  const middle = steps.length >> 1
  const halves = [steps.slice(0, middle), steps.slice(middle)].map((half) => metBy(truths, half))
  return truths.and(first.undecided, truths.or(...halves))
}

/** The hits of one side without those that decide exactly the same requests in the same way on the other. */
export function apart(hits: readonly Hit[], others: readonly Hit[]): readonly Hit[] {
  const known = new Map(others.map((other) => [other.when, other]))
  return hits.filter((hit) => !sameEffect(hit.effect, known.get(hit.when)?.effect))
}

/** Hits by what becomes of their requests. */
export function byEffect(hits: readonly Hit[]): ReadonlyMap<string, readonly Hit[]> {
  const grouped = new Map<string, Hit[]>()
  for (const hit of hits) {
    if (hit.when === never) continue
    const key = effectKey(hit.effect)
    const known = grouped.get(key)
    if (known === undefined) grouped.set(key, [hit])
    else known.push(hit)
  }
  return grouped
}

/** Whether what becomes of requests is the same. */
export function sameEffect(left: Effect | undefined, right: Effect | undefined): boolean {
  return left?.action === right?.action && left?.settings === right?.settings
}
