import type { Cycle, Rule, RuleSet } from '../../model/policy/rule-set.ts'
import { pathOf, walk, type Visit } from '../check/walk.ts'
import type { Place } from '../../source/place.ts'
import { always, type Diagram } from '../reason/diagram.ts'
import { Formulas } from '../reason/formula.ts'
import { sharedInputsOf } from '../reason/shared-inputs.ts'
import type { Side } from '../reason/side.ts'
import { Reasoner } from '../reason/reasoner.ts'
import { run, type Outcome, type Taken } from '../reason/run.ts'
import { Solver } from '../reason/solver.ts'
import { unusedOf, type Unused } from './unused.ts'

/** Why a rule or a rule set does nothing. */
export type DeadReason =
  /** Its own criteria contradict each other. */
  | 'contradictory'
  /** No request comes as far: rules before it decide all of them, or the rule sets around it hold for none. */
  | 'unreachable'
  /** Requests come as far, and none for which its criteria hold is left. */
  | 'shadowed'
  /** Nothing belongs to any region that it is for. */
  | 'regionless'

/** A region that no request belongs to, because it has no node, or no client network where these select it. */
export interface EmptyRegion {
  readonly name: string
  readonly place: Place
}

/** A rule or a rule set that applies to no request, in any cycle. */
export interface Dead {
  readonly path: string
  readonly place: Place
  readonly reason: DeadReason
  /**
   * Rules before it that together decide all requests which its criteria hold for, or take them out of a rule set that
   * both are in.
   */
  readonly decidedBy: readonly Place[]
  /** Whether there are more of these rules than are told. */
  readonly isDecidedByMore: boolean
}

/** What of a policy does nothing. */
export interface DeadPolicy {
  /** Each with everything in it: what stands in a dead rule set is not told again. */
  readonly dead: readonly Dead[]
  /** Criteria that hold for every request that comes as far. */
  readonly alwaysTrue: readonly { readonly path: string; readonly place: Place }[]
  /** Rules and rule sets that are switched off, each with everything in it: nothing is said of these. */
  readonly off: readonly { readonly path: string; readonly place: Place }[]
  /** Lists, settings and properties that make no difference to any request. */
  readonly unused: readonly Unused[]
  /** Regions that no request belongs to. */
  readonly emptyRegions: readonly EmptyRegion[]
  /** What could be neither shown nor excluded. */
  readonly open: readonly string[]
  /** What the result rests on. */
  readonly assumptions: readonly string[]
}

/** Whether everything of a policy that is switched on was shown to do something. */
export function isAllUsed({ dead, alwaysTrue, unused, emptyRegions, open }: DeadPolicy): boolean {
  return [dead, alwaysTrue, unused, emptyRegions, open].every(({ length }) => length === 0)
}

const assumptions: readonly string[] = [
  'rule sets are processed top to bottom, and the rules of a set before the sets nested in it',
  'each cycle starts with the first values of the properties that the policy defines',
  'properties vary independently of each other: what is not told may be dead as well',
  'lists, settings and properties are used by this policy alone: rule sets that others made in the UI are not looked at',
]

const cycles: readonly Cycle[] = ['request', 'response', 'embedded']

/** What is asked about an item in one cycle. */
interface Seen {
  readonly item: RuleSet | Rule
  readonly path: string
  readonly asked: Diagram
  readonly criteria: Diagram
}

/** Proves which rules and rule sets apply to no request, which criteria leave nobody out, and what nothing uses. */
export function deadPolicy(side: Side, emptyRegions: readonly EmptyRegion[] = []): DeadPolicy {
  const shared = sharedInputsOf(side, side)
  const found = cycles.map((cycle) => {
    const formulas = new Formulas()
    const reasoner = new Reasoner(formulas)
    const seen: Seen[] = []
    const outcome = run(reasoner, side, shared, cycle, always, (item, path, asked, criteria) =>
      seen.push({ item, path, asked, criteria }),
    )
    return new Inquest(formulas, new Solver(formulas, reasoner.atoms), seen, outcome)
  })
  const items = new Map(found.flatMap(({ seen }) => seen.map(({ item, path }) => [item, path] as const)))
  const empty = new Set(emptyRegions.map(({ name }) => name))
  const dead: Dead[] = []
  const idle = new Set<RuleSet | Rule>()
  const alwaysTrue: { readonly path: string; readonly place: Place }[] = []
  const open: string[] = []
  for (const [item, path] of items) {
    if (dead.some((one) => path.startsWith(`${one.path} > `))) continue
    const verdicts = found.flatMap((inquest) => inquest.verdict(item))
    if (verdicts.includes('unknown')) open.push(path)
    const reasons = verdicts.filter((verdict) => verdict !== 'applies' && verdict !== 'unknown')
    const [reason] = reasons
    const { place } = item
    if (reason !== undefined && reasons.length === verdicts.length) {
      const isRegionless = item.regions?.every((region) => empty.has(region)) === true
      idle.add(item)
      dead.push(
        isRegionless
          ? { path, place, reason: 'regionless', decidedBy: [], isDecidedByMore: false }
          : { path, place, reason, ...decidedBy(found, item) },
      )
    } else if (found.every((inquest) => inquest.leavesNobodyOut(item))) alwaysTrue.push({ path, place })
  }
  const isIdle = ({ item, around }: Visit): boolean => [...around, item].some((one) => !one.enabled || idle.has(one))
  const unused = unusedOf(side.policy, isIdle)
  return { dead, alwaysTrue, unused, emptyRegions, off: switchedOff(side.policy.ruleSets), open, assumptions }
}

/** Rules that are told of by name, of all that decide before a dead one. */
const TOLD = 12

function decidedBy(found: readonly Inquest[], item: RuleSet | Rule): Pick<Dead, 'decidedBy' | 'isDecidedByMore'> {
  const places = [...new Set(found.flatMap((inquest) => inquest.decidedBefore(item)))]
  return { decidedBy: places.slice(0, TOLD), isDecidedByMore: places.length > TOLD }
}

function switchedOff(ruleSets: readonly RuleSet[]): DeadPolicy['off'] {
  return walk(ruleSets).flatMap((visit) =>
    !visit.item.enabled && visit.around.every(({ enabled }) => enabled)
      ? [{ path: pathOf(visit), place: visit.item.place }]
      : [],
  )
}

/** The path of the rule set that a rule stands in. */
function setOf(path: string): string {
  return path.slice(0, path.lastIndexOf(' > '))
}

/** What was seen in one cycle, and what follows from it. */
class Inquest {
  readonly seen: readonly Seen[]
  readonly #formulas: Formulas
  readonly #solver: Solver
  readonly #byItem: ReadonlyMap<RuleSet | Rule, Seen>

  readonly #outcome: Outcome

  constructor(formulas: Formulas, solver: Solver, seen: readonly Seen[], outcome: Outcome) {
    this.seen = seen
    this.#outcome = outcome
    this.#formulas = formulas
    this.#solver = solver
    this.#byItem = new Map(seen.map((one) => [one.item, one]))
  }

  /** Whether the item applies to some request; nothing where the cycle does not come to it. */
  verdict(item: RuleSet | Rule): readonly (DeadReason | 'applies' | 'unknown')[] {
    const seen = this.#byItem.get(item)
    if (seen === undefined) return []
    const { kind } = this.#solver.solve(this.#formulas.and(seen.asked, seen.criteria))
    if (kind !== 'none') return [kind === 'model' ? 'applies' : 'unknown']
    if (this.#solver.isImpossible(seen.criteria)) return ['contradictory']
    return [this.#solver.isImpossible(seen.asked) ? 'unreachable' : 'shadowed']
  }

  /** Rules before an item that together take away the requests which it and the rule sets around it would hold for. */
  decidedBefore(item: RuleSet | Rule): readonly Place[] {
    const own = this.#byItem.get(item)
    if (own === undefined) return []
    const before = this.seen.slice(0, this.seen.indexOf(own))
    const around = before.filter(({ path }) => own.path.startsWith(`${path} > `))
    const taken = this.#takenBefore(own, before)
    const any = this.#formulas.or(...taken.map(({ when }) => when))
    let left = this.#formulas.and(any, own.criteria, ...around.map(({ criteria }) => criteria))
    const deciding: Taken[] = []
    // Each request that is left shows another rule; one more than are told says that there are more.
    while (deciding.length <= TOLD && this.#solver.solve(left).kind === 'model') {
      const next = taken.find(({ when }) => this.#solver.heldLast(when))
      if (next === undefined) break
      deciding.push(next)
      left = this.#formulas.without(left, next.when)
    }
    return deciding.toSorted((one, other) => taken.indexOf(one) - taken.indexOf(other)).map(({ rule }) => rule.place)
  }

  /** What rules before an item decide, or take out of a rule set that it is in too, in their order. */
  #takenBefore(own: Seen, before: readonly Seen[]): readonly Taken[] {
    const order = new Map(before.map(({ item }, index) => [item.place, index]))
    const stops = this.#outcome.stops.filter(({ rule }) => own.path.startsWith(`${setOf(rule.path)} > `))
    const decided = this.#outcome.hits.flatMap(({ rule, when }) => (rule === undefined ? [] : [{ rule, when }]))
    const at = ({ rule }: Taken): number => order.get(rule.place) ?? -1
    return [...decided, ...stops].filter((taken) => at(taken) >= 0).toSorted((left, right) => at(left) - at(right))
  }

  /** Whether criteria that are written hold for every request, whatever was decided before. */
  leavesNobodyOut(item: RuleSet | Rule): boolean {
    const seen = this.#byItem.get(item)
    if (item.criteria.always) return false
    if (seen === undefined) return true
    return this.#solver.isImpossible(this.#formulas.not(seen.criteria))
  }
}
