import { always, never, type Diagram, type Truths } from '../reason/diagram.ts'
import { effectKey, type Effect, type Hit, type Step } from '../reason/run.ts'
import type { SideName } from '../reason/side.ts'
import { align } from './align.ts'

/**
 * The requests that one of some rules decides before and one of others after, with another effect. Of the two rules the one
 * that a request meets first is not the same on both sides: else the other side, where nothing has decided the request
 * either, would decide it there as well. So one of the two stands alone.
 */
export function pairings(
  truths: Truths,
  steps: Readonly<Record<SideName, readonly Step[]>>,
  before: readonly Hit[],
  after: readonly Hit[],
  alone: ReadonlySet<Step>,
): readonly Diagram[] {
  const own = (hits: readonly Hit[]): readonly Hit[] => hits.filter((hit) => alone.has(hit))
  return [
    truths.and(comingTo(truths, steps.after, own(after)), comingTo(truths, steps.before, before)),
    truths.and(comingTo(truths, steps.before, own(before)), comingTo(truths, steps.after, after)),
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

/** What is said of some steps that stand one behind the other. */
interface Stretch {
  /** Requests that come to one of those that are looked for. */
  readonly come: Diagram
  /** Requests that none of them decides. */
  readonly pass: Diagram
}

/**
 * The requests that come to one of some steps, of all steps of a side. It is said of halves, of halves of these and so on:
 * a request comes to one in the first half, or passes that and comes to one in the second. So a search that has found a step
 * need not look at those behind it.
 */
export function comingTo(truths: Truths, all: readonly Step[], wanted: readonly Step[]): Diagram {
  const isWanted = new Set(wanted)
  const stretch = (from: number, size: number): Stretch => {
    const step = all[from]
    if (step === undefined) return { come: never, pass: always }
    if (size === 1)
      return {
        come: isWanted.has(step) ? step.meets : never,
        pass: step.property === undefined ? truths.not(step.meets) : always,
      }
    const [first, second] = [stretch(from, size / 2), stretch(from + size / 2, size / 2)]
    return {
      come: truths.or(first.come, truths.and(first.pass, second.come)),
      pass: truths.and(first.pass, second.pass),
    }
  }
  let size = 1
  while (size < all.length) size *= 2
  return stretch(0, size).come
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
