import { never, type Diagram, type Truths } from '../reason/diagram.ts'
import type { Effect, Hit } from '../reason/run.ts'
import type { Suspect } from './suspects.ts'

/**
 * The requests that one of some rules decides before and one of others after, in parts that are looked through one by
 * one. Where only rules that decide are suspect, the first of them that a request finds different decides it on one
 * side: then that is where to look, and what the sides have in common need not be followed twice.
 */
export function pairings(
  truths: Truths,
  suspects: readonly Suspect[],
  before: readonly Hit[],
  after: readonly Hit[],
): readonly Diagram[] {
  const any = (hits: readonly Hit[]): Diagram => truths.or(...hits.map(({ when }) => when))
  const [left, right] = [any(before), any(after)]
  if (!suspects.every(({ decides }) => decides)) return [truths.and(left, right)]
  const paths = new Set(suspects.map(({ path }) => path))
  const own = (hits: readonly Hit[]): readonly Hit[] =>
    hits.filter(({ rule }) => rule !== undefined && paths.has(rule.path))
  return [
    ...own(after).map(({ when }) => truths.and(when, left)),
    ...own(before).map(({ when }) => truths.and(when, right)),
  ]
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
    const key = JSON.stringify([hit.effect.action, hit.effect.settings])
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
