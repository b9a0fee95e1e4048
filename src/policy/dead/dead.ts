import type { Cycle, Rule, RuleSet } from '../../model/policy/rule-set.ts'
import { pathOf, walk } from '../check/walk.ts'
import type { Place } from '../../source/place.ts'
import { always, type Diagram } from '../reason/diagram.ts'
import { Formulas } from '../reason/formula.ts'
import { groundOf } from '../reason/ground.ts'
import type { Side } from '../reason/side.ts'
import { Reasoner } from '../reason/reasoner.ts'
import { run, type Hit } from '../reason/run.ts'
import { Solver } from '../reason/solver.ts'

/** Why a rule or a rule set does nothing. */
export type DeadReason =
  /** Its own criteria contradict each other. */
  | 'contradictory'
  /** No request comes as far: rules before it decide all of them, or the rule sets around it hold for none. */
  | 'unreachable'
  /** Requests come as far, and none for which its criteria hold is left. */
  | 'shadowed'

/** A rule or a rule set that applies to no request, in any cycle. */
export interface Dead {
  readonly path: string
  readonly place: Place
  readonly reason: DeadReason
  /** Rules before it that decide requests which its criteria hold for, the first few of them. */
  readonly decidedBy: readonly Place[]
}

/** What of a policy does nothing. */
export interface DeadPolicy {
  /** Each with everything in it: what stands in a dead rule set is not told again. */
  readonly dead: readonly Dead[]
  /** Criteria that hold for every request that comes as far. */
  readonly alwaysTrue: readonly { readonly path: string; readonly place: Place }[]
  /** Rules and rule sets that are switched off, each with everything in it: nothing is said of these. */
  readonly off: readonly { readonly path: string; readonly place: Place }[]
  /** What could be neither shown nor excluded. */
  readonly open: readonly string[]
  /** What the result rests on. */
  readonly assumptions: readonly string[]
}

const assumptions: readonly string[] = [
  'rule sets are processed top to bottom, and the rules of a set before the sets nested in it',
  'each cycle starts with the first values of the properties that the policy defines',
  'properties vary independently of each other: what is not told may be dead as well',
]

const cycles: readonly Cycle[] = ['request', 'response', 'embedded']

/** What is asked about an item in one cycle. */
interface Seen {
  readonly item: RuleSet | Rule
  readonly path: string
  readonly asked: Diagram
  readonly criteria: Diagram
}

/** Proves which rules and rule sets apply to no request, and which criteria leave nobody out. */
export function deadPolicy(side: Side): DeadPolicy {
  const ground = groundOf(side, side)
  const found = cycles.map((cycle) => {
    const formulas = new Formulas()
    const reasoner = new Reasoner(formulas)
    const seen: Seen[] = []
    const { hits } = run(reasoner, side, ground, cycle, always, (item, path, asked, criteria) =>
      seen.push({ item, path, asked, criteria }),
    )
    return new Inquest(formulas, new Solver(formulas, reasoner.atoms), seen, hits)
  })
  const items = new Map(found.flatMap(({ seen }) => seen.map(({ item, path }) => [item, path] as const)))
  const dead: Dead[] = []
  const alwaysTrue: { readonly path: string; readonly place: Place }[] = []
  const open: string[] = []
  for (const [item, path] of items) {
    if (dead.some((one) => path.startsWith(`${one.path} > `))) continue
    const verdicts = found.flatMap((inquest) => inquest.verdict(item))
    if (verdicts.includes('unknown')) open.push(path)
    const reasons = verdicts.filter((verdict) => verdict !== 'applies' && verdict !== 'unknown')
    const [reason] = reasons
    const { place } = item
    if (reason !== undefined && reasons.length === verdicts.length)
      dead.push({ path, place, reason, decidedBy: decidedBy(found, item) })
    else if (found.every((inquest) => inquest.leavesNobodyOut(item))) alwaysTrue.push({ path, place })
  }
  return { dead, alwaysTrue, off: switchedOff(side.policy.ruleSets), open, assumptions }
}

/** Rules that are told of by name, of all that decide before a dead one. */
const TOLD = 3

function decidedBy(found: readonly Inquest[], item: RuleSet | Rule): readonly Place[] {
  return [...new Set(found.flatMap((inquest) => inquest.decidedBefore(item)))].slice(0, TOLD)
}

function switchedOff(ruleSets: readonly RuleSet[]): DeadPolicy['off'] {
  return [...walk(ruleSets)].flatMap((visit) =>
    !visit.item.enabled && visit.around.every(({ enabled }) => enabled)
      ? [{ path: pathOf(visit), place: visit.item.place }]
      : [],
  )
}

/** What was seen in one cycle, and what follows from it. */
class Inquest {
  readonly seen: readonly Seen[]
  readonly #formulas: Formulas
  readonly #solver: Solver
  readonly #byItem: ReadonlyMap<RuleSet | Rule, Seen>

  readonly #hits: readonly Hit[]

  constructor(formulas: Formulas, solver: Solver, seen: readonly Seen[], hits: readonly Hit[]) {
    this.seen = seen
    this.#hits = hits
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

  /** Rules before an item that decide requests which it and the rule sets around it would hold for. */
  decidedBefore(item: RuleSet | Rule): readonly Place[] {
    const own = this.#byItem.get(item)
    if (own === undefined) return []
    const before = this.seen.slice(0, this.seen.indexOf(own))
    const around = before.filter(({ path }) => own.path.startsWith(`${path} > `))
    const meant = this.#formulas.and(own.criteria, ...around.map(({ criteria }) => criteria))
    const earlier = new Set(before.map(({ item: one }) => one.place))
    const deciding: Place[] = []
    for (const { rule, when } of this.#hits) {
      if (deciding.length >= TOLD) break
      if (rule === undefined || !earlier.has(rule.place)) continue
      if (this.#solver.solve(this.#formulas.and(meant, when)).kind === 'model') deciding.push(rule.place)
    }
    return deciding
  }

  /** Whether criteria that are written hold for every request, whatever was decided before. */
  leavesNobodyOut(item: RuleSet | Rule): boolean {
    const seen = this.#byItem.get(item)
    if (item.criteria.always) return false
    if (seen === undefined) return true
    return this.#solver.isImpossible(this.#formulas.not(seen.criteria))
  }
}
