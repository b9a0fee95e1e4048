import type { RuleSet } from '../../model/policy/rule-set.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import { walk } from '../../policy/check/walk.ts'
import { impactOf } from '../../policy/impact/impact.ts'
import type { Decided, Impact, ImpactClass } from '../../policy/impact/impact-class.ts'
import type { Audience, SideName } from '../../policy/reason/side.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import { audiencesOf, whoseRequests } from './audiences.ts'
import { broken, undecided, type Contract, type Override } from './override.ts'
import type { RegionTopology } from './region-nodes.ts'

/** A policy as it is, and as it would be if regions did not change one thing. */
export interface Departure {
  readonly without: PolicyObjects
  readonly actual: PolicyObjects
}

/** A promise that a departure has to keep. */
export interface Promised {
  /** What it is about, as people call it. */
  readonly what: string
  readonly contract: Contract<Override, unknown>
  /** The rule set whose decisions it is about; every decision where it is about a value. */
  readonly ruleSet?: RuleSet
  /** Where a region departs, if that is one place. */
  readonly departs?: Place
}

/** A difference that regions make, and whose requests meet it. */
interface Met {
  readonly found: ImpactClass
  readonly who: readonly string[]
}

/**
 * Whether promises are kept, decided over all requests of each region: they are sent through both policies at once. What
 * cannot be decided is said to be so. `regions` are those that depart, where it is not any of them.
 */
export function promiseProblems(
  departure: Departure,
  promises: readonly Promised[],
  vocabulary: Vocabulary,
  topology: RegionTopology,
  regions?: readonly string[],
): readonly Diagnostic[] {
  if (promises.length === 0) return []
  const impacts = audiencesAsked(topology, regions).map((audience) => ({
    audience,
    impact: compared(departure, audience, vocabulary),
  }))
  const met = distinct(
    impacts.flatMap(({ audience, impact }) => impact.classes.map((found) => ({ found, who: [audience.name] }))),
  )
  const open = impacts.flatMap(({ audience, impact }) => impact.open.map((text) => ({ text, who: audience.name })))
  const regional = regionalPlaces(departure.actual.ruleSets)
  return promises.flatMap((promised) => [
    ...met.flatMap((one) => judged(promised, one, regional)),
    ...open
      .slice(0, 1)
      .map(({ text, who }) =>
        undecided(
          `whether ${promised.what} stays as strict in region "${who}" was not decided: ${text}`,
          promised.departs ?? promised.contract.place,
          promised.contract,
          'write the criteria with fewer alternatives, or promise less',
        ),
      ),
  ])
}

/** Everybody whose requests regions tell apart; where that goes by address, everybody else too. */
function audiencesAsked(topology: RegionTopology, regions: readonly string[] | undefined): readonly Audience[] {
  const { within } = whoseRequests(topology, topology)
  const byAddress = topology.regions.some(({ selectBy }) => selectBy.value === 'client-ip')
  const own = audiencesOf(topology).filter(({ name }) => regions === undefined || regions.includes(name))
  return [...own, ...(byAddress && within !== undefined ? [within] : [])]
}

function compared({ without, actual }: Departure, audience: Audience, vocabulary: Vocabulary): Impact {
  const side = (name: SideName, policy: PolicyObjects) => ({ name, policy, vocabulary, given: new Map() })
  return impactOf(side('before', without), side('after', actual), { audiences: [], within: audience })
}

/** The same difference by the same rules is told once, with all whose requests meet it. */
function distinct(met: readonly Met[]): readonly Met[] {
  const known = new Map<string, Met>()
  for (const one of met) {
    const { before, after, sets, cycle } = one.found
    const key = JSON.stringify([cycle, before.rule?.path, before.effect, after.rule?.path, after.effect, sets])
    const other = known.get(key)
    known.set(key, other === undefined ? one : { ...other, who: [...other.who, ...one.who] })
  }
  return [...known.values()]
}

function judged(promised: Promised, met: Met, regional: ReadonlySet<Place>): readonly Diagnostic[] {
  const { found } = met
  const verdict =
    found.sets === undefined ? decisionVerdict(promised, found) : propertyVerdict(promised, found.sets.property)
  if (verdict === 'kept') return []
  const rests = found.example.onlyIf
  const place = promised.departs ?? departurePlace(found, regional) ?? promised.contract.place
  const words = `${who(met)} ${changeWords(found)}`
  if (verdict === 'broken' && rests.length === 0)
    return [
      broken(
        `${promised.what} ${promised.contract.mode === 'locked' ? 'is locked' : 'may only be tightened'}, and ${words}`,
        place,
        promised.contract,
        helpOf(met),
      ),
    ]
  const reason = verdict === 'broken' ? `if ${rests.join(' and ')}, ` : ''
  return [
    undecided(
      `whether ${promised.what} is only tightened cannot be said: ${reason}${words}${verdict === 'broken' ? '' : ', and neither of the two is stricter'}`,
      place,
      promised.contract,
      helpOf(met),
    ),
  ]
}

type VerdictWord = 'kept' | 'broken' | 'open'

/** Only what the rule set decides by itself is promised; of values it is every decision. */
function decisionVerdict({ ruleSet, contract }: Promised, { before, after, direction }: ImpactClass): VerdictWord {
  if (ruleSet !== undefined && !decides(ruleSet, before)) return 'kept'
  if (contract.mode === 'locked') return 'broken'
  if (direction === 'weaker') return 'broken'
  if (direction === 'stricter' || before.effect.action === after.effect.action) return 'kept'
  return 'open'
}

/** What rules set has no order. Of a value it is said which of two is stricter; of a rule set it is not. */
function propertyVerdict({ ruleSet, contract }: Promised, property: string): VerdictWord {
  if (ruleSet === undefined || !sets(ruleSet, property)) return 'kept'
  return contract.mode === 'locked' ? 'broken' : 'open'
}

function decides(ruleSet: RuleSet, { rule }: Decided): boolean {
  return rule !== undefined && walk([ruleSet]).some(({ item }) => item.place === rule.place)
}

function sets(ruleSet: RuleSet, property: string): boolean {
  return walk([ruleSet]).some(
    (visit) =>
      visit.kind === 'rule' && visit.item.events.some((event) => event.kind === 'set' && event.property === property),
  )
}

/** Where rules and rule sets of regions stand. */
function regionalPlaces(ruleSets: readonly RuleSet[]): ReadonlySet<Place> {
  const visits = walk(ruleSets).filter(({ around, item, kind }) =>
    [...around, ...(kind === 'ruleSet' ? [item] : [])].some(({ regions }) => regions !== undefined),
  )
  return new Set(visits.map(({ item }) => item.place))
}

/** The rule of a region that decides now, else what a region has changed. */
function departurePlace({ after, causes }: ImpactClass, regional: ReadonlySet<Place>): Place | undefined {
  const places = [...(after.rule === undefined ? [] : [after.rule.place]), ...causes.map(({ place }) => place)]
  return places.find((place) => regional.has(place)) ?? places[0]
}

function who({ who: names }: Met): string {
  return `for ${names.map((name) => `"${name}"`).join(', ')}`
}

function changeWords({ before, after, sets: set }: ImpactClass): string {
  if (set !== undefined) return `${set.property} becomes ${set.after} instead of ${set.before}`
  return `a request gets ${decidedWords(after)} instead of ${decidedWords(before)}`
}

function decidedWords({ effect, rule }: Decided): string {
  const settings = effect.settings === undefined ? '' : `<${effect.settings}>`
  const by = rule === undefined ? '' : ` by "${rule.path}"`
  return `"${effect.action}${settings}"${by}`
}

function helpOf({ found }: Met): string {
  const values = [...found.example.request.after].map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
  const example = values.length === 0 ? '' : `; a request that shows it: ${values.join(', ')}`
  return `narrow what the region says, or agree with the owners on another word${example}`
}
