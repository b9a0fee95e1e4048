import { nothingAccepted, type Acceptance } from '../../plan/review/acceptance.ts'
import type { Cycle } from '../../model/policy/rule-set.ts'
import type { Direction } from '../../policy/impact/direction.ts'
import type { Decided, Impact, ImpactClass } from '../../policy/impact/impact-class.ts'
import type { SideName } from '../../policy/reason/side.ts'
import type { LocateCause } from '../review/locate.ts'
import { locationOf } from '../text/diagnostics.ts'
import { changedWords, exampleWords, impactSummary, listWords, type SideNames } from './words.ts'

/** What a change does to requests in words and in reading order, before any form of writing it. */
export interface ImpactView {
  /** One line for a reader in a hurry. */
  readonly summary: string
  /** Weakening first. */
  readonly classes: readonly ClassView[]
  /** Differences that could neither be shown nor excluded. */
  readonly open: readonly string[]
  readonly more: readonly string[]
  readonly assumptions: readonly string[]
}

/** A class of requests in words. */
export interface ClassView {
  readonly direction: Direction
  readonly cycle: Cycle
  /** What becomes of its requests, and what did. */
  readonly changed: Readonly<Record<SideName, string>>
  /** The rules that decide, with file and line. */
  readonly rules: Readonly<Record<SideName, string>>
  /** Who has such requests; absent where nobody is known who has any. */
  readonly where?: string
  /** One such request, a line a property. */
  readonly example: readonly string[]
  readonly because: readonly string[]
  /** Who accepts that these requests get further; absent where nobody does. */
  readonly acceptedBy?: string
}

/** Puts what a change does to requests into words. */
export function impactView(
  impact: Impact,
  locate: LocateCause,
  sides: SideNames,
  acceptance: Acceptance = nothingAccepted,
): ImpactView {
  const { open, more, assumptions } = impact
  return {
    summary: impactSummary(impact),
    classes: impact.classes.map((one) => {
      const acceptedBy = acceptance.ownerFor(one)
      return { ...classView(one, locate, sides), ...(acceptedBy === undefined ? {} : { acceptedBy }) }
    }),
    open,
    more,
    assumptions,
  }
}

function classView(one: ImpactClass, locate: LocateCause, sides: SideNames): ClassView {
  const { direction, cycle, audiences, isForAudiences } = one
  const names = audiences.map(({ name }) => name).join(', ')
  return {
    direction,
    cycle,
    changed: changedWords(one),
    rules: { before: ruleWords('before', one.before, locate), after: ruleWords('after', one.after, locate) },
    ...(isForAudiences ? { where: names === '' ? 'on no node of the cluster' : names } : {}),
    example: exampleWords((audiences[0] ?? one).example, sides),
    because: causes(one, locate),
  }
}

function ruleWords(side: SideName, { rule }: Decided, locate: LocateCause): string {
  return rule === undefined
    ? 'no rule ends the cycle'
    : `${rule.path}, ${locationOf(locate({ side, place: rule.place }))}`
}

/** Causes that are told one by one. */
const TOLD = 5

function causes({ causes: all }: ImpactClass, locate: LocateCause): readonly string[] {
  const texts = all.map(({ path, side, place, lists }) => {
    const why = lists.map(listWords).join(', ')
    return why === '' ? `${path} is not the same, ${locationOf(locate({ side, place }))}` : `${why} in ${path}`
  })
  const told = [...new Set(texts)]
  return [...told.slice(0, TOLD), ...(told.length > TOLD ? [`${told.length - TOLD} more differences`] : [])]
}
