import { sha256Of } from '../model/digest.ts'
import type { Cluster } from '../model/fleet.ts'
import type { ObservedCluster } from '../model/observed.ts'
import type { LineDifference } from '../policy/show/difference.ts'
import type { Vocabulary } from '../policy/vocabulary.ts'
import { effectsOf } from './effects.ts'
import { fileName, isOfRuleSets, listName, objectOf, ruleSetName, wordsFor, type HeldObject } from './held-object.ts'
import type { Holding, Holdings } from './holding.ts'
import { holdingsOf, listsOf, markedIn, ruleSetsIn } from './holdings.ts'
import { isManaged } from './is-managed.ts'
import { isSeen } from './is-seen.ts'
import { lostItsMark } from './lost-mark.ts'
import type { Plan, Step } from './plan.ts'
import { leasedNames } from './rule-sets/leased-policy.ts'
import { ruleSetLines } from './rule-sets/rule-set-lines.ts'
import { isOurs } from './rule-sets/compare-rule-set.ts'
import { desiredRuleSets } from './rule-sets/desired-rule-sets.ts'
import { isSameHolding } from './same-holding.ts'

/** An object that is not everywhere the same: at the appliances, in the repository, and when Pader last applied. */
export interface LiveDifference {
  readonly object: HeldObject
  /** The object as messages call it. */
  readonly words: string
  /**
   * Who moved: somebody at the `appliance`, the `repository` with a change that waits to be applied, or `both`.
   * `leased`: somebody at the appliance, and a lease accepts it. `away`: it is of a node that is out of service. `unmanaged`: the repository does not say what it should be. `not known`: nothing was applied yet.
   * `unmarked`: somebody at the appliance took the mark of Pader from it, so that Pader does not change it, whatever it holds.
   */
  readonly moved: 'appliance' | 'repository' | 'both' | 'leased' | 'away' | 'unmanaged' | 'unmarked' | 'not known'
  /** Values where they are known; those of files are texts that are not kept. */
  readonly applied?: unknown
  readonly live?: unknown
  readonly wanted?: unknown
  /** The object was deleted at the appliances. */
  readonly gone?: true
  /**
   * In what a rule set differs from that of the repository, in the readable notation: what the appliances have is `+`,
   * except where it is the repository that moved (or might have), which is `+` then.
   */
  readonly lines?: readonly LineDifference[]
}

/** What is compared. */
export interface Comparison {
  readonly cluster: Cluster
  readonly plan: Plan
  readonly observed: ObservedCluster
  /** What the appliances held when Pader last had nothing to do. */
  readonly applied: Holdings
  /** Words of the policy's language, in which rule sets are compared. */
  readonly words: Vocabulary
}

/** Compares what the appliances hold with what they held when Pader last had nothing to do, and with what is wanted. */
export function liveDifferences(comparison: Comparison): readonly LiveDifference[] {
  const { cluster, observed, applied } = comparison
  const live = holdingsOf(observed)
  const desired = desiredHoldings(comparison, live)
  const unmarked = unmarkedObjects(cluster, observed, applied)
  const accepted = acceptedObjects(comparison)
  const awaited = new Set(
    awayStepsOf(comparison.plan)
      .flatMap((step) => effectsOf(step, observed))
      .map(({ name }) => name),
  )
  const nameOf = new Map<string, string>(cluster.nodes.map(({ uuid, name }) => [uuid.value, name]))
  const names = [...new Set([...applied.keys(), ...live.keys(), ...desired.keys()])].toSorted()
  return names.flatMap((name): readonly LiveDifference[] => {
    const object = objectOf(name)
    if (object === undefined || !isSeen(object, observed)) return []
    const versions = {
      before: applied.get(name),
      now: live.get(name),
      wanted: desired.get(name),
      isDesired: desired.has(name),
    }
    const who = unmarked.has(name) ? 'unmarked' : movedBy(object, versions, comparison)
    if (who === undefined) return []
    const moved = accepted.has(name) ? 'leased' : awaited.has(name) ? 'away' : who
    const { before, now, wanted } = versions
    const isByHand = moved !== 'repository' && moved !== 'not known'
    return [
      {
        object,
        words: wordsFor(object, (node) => nameOf.get(node) ?? node),
        moved,
        ...valueAs('applied', before),
        ...valueAs('live', now),
        ...valueAs('wanted', wanted),
        ...(isByHand && before !== undefined && now === undefined ? { gone: true } : {}),
        ...(object.kind === 'rule set' ? { lines: ruleSetLines(object.ruleSet, isByHand, comparison) } : {}),
      },
    ]
  })
}

/** Names of what leases accept: rule sets are asked for by themselves, since one step may be about several of them. */
function acceptedObjects({ cluster, plan, observed, words }: Comparison): ReadonlySet<string> {
  const names = (plan.leased ?? []).flatMap(({ step }) => effectsOf(step, observed)).map(({ name }) => name)
  const others = names.filter((name) => {
    const object = objectOf(name)
    return object !== undefined && !isOfRuleSets(object)
  })
  return new Set([...others, ...leasedNames(cluster, observed.observedAt.slice(0, 10), words)])
}

function awayStepsOf({ away = [] }: Plan): readonly Step[] {
  return away.flatMap(({ steps }) => steps)
}

/** Names of what was Pader's and lost its mark; a plan has no steps about it. */
function unmarkedObjects({ policy }: Cluster, observed: ObservedCluster, applied: Holdings): ReadonlySet<string> {
  const before = markedIn(applied)
  const lists = policy.lists.filter((list) => lostItsMark(list, listsOf(observed), before)).map(listName)
  const had = new Set(ruleSetsIn(applied))
  const held = observed.ruleSets.kind === 'known' ? observed.ruleSets.value : []
  const ruleSets = held.filter((one) => one.holds.kind === 'known' && had.has(one.name) && !isOurs(one))
  const wanted = new Set(policy.ruleSets.map(({ name }) => name))
  return new Set([...lists, ...ruleSets.flatMap(({ name }) => (wanted.has(name) ? [ruleSetName(name)] : []))])
}

interface Versions {
  readonly before: Holding | undefined
  readonly now: Holding | undefined
  readonly wanted: Holding | undefined
  /** Whether something is wanted, be it that the object goes away. */
  readonly isDesired: boolean
}

/** Who moved an object; undefined where it differs from nothing. */
function movedBy(
  object: HeldObject,
  { before, now, wanted, isDesired }: Versions,
  { cluster, applied }: Comparison,
): LiveDifference['moved'] | undefined {
  if (isDesired && isSameHolding(object, now, wanted)) return undefined
  const isRecorded = isOfRuleSets(object) ? ruleSetsIn(applied) !== undefined : applied.size > 0
  const changed = isRecorded && !isSameHolding(object, before, now)
  if (!isDesired) return changed && !isManaged(object, cluster) ? 'unmanaged' : undefined
  if (!isRecorded) return 'not known'
  if (!changed) return 'repository'
  return isSameHolding(object, before, wanted) ? 'appliance' : 'both'
}

type DesiredHoldings = ReadonlyMap<string, Holding | undefined>

/** What each object that differs is to hold in the end; one that is to go away has no holding. */
function desiredHoldings({ cluster, plan, observed, words }: Comparison, live: Holdings): DesiredHoldings {
  const desired = new Map<string, Holding | undefined>()
  const steps: readonly Step[] = [
    ...plan.phases.flatMap((phase) => phase.steps),
    ...(plan.leased ?? []).map(({ step }) => step),
    ...awayStepsOf(plan),
  ]
  for (const { name, after } of steps.flatMap((step) => effectsOf(step, observed))) {
    const object = objectOf(name)
    if (object === undefined || isOfRuleSets(object)) continue
    desired.set(name, after(desired.has(name) ? desired.get(name) : live.get(name)))
  }
  // Rule sets may be brought by a person: what is wanted of them is in no step then.
  for (const [name, wanted] of desiredRuleSets(cluster, observed, words)) desired.set(name, wanted)
  return new Map([...desired, ...desiredFiles(cluster, observed)])
}

/** No step brings a file back that is not there: Pader creates none. */
function desiredFiles({ nodes, policy }: Cluster, observed: ObservedCluster): DesiredHoldings {
  const uuidOf = new Map(nodes.map(({ name, uuid }) => [name, uuid.value]))
  const desired = new Map<string, Holding>()
  for (const { node, path, text } of policy.systemFiles) {
    const uuid = uuidOf.get(node)
    const seen = uuid === undefined ? undefined : observed.nodes.get(uuid)?.systemFiles.get(path)
    if (uuid !== undefined && seen?.kind === 'absent') desired.set(fileName(uuid, path), { digest: sha256Of(text) })
  }
  return desired
}

function valueAs<Name extends string>(name: Name, holding: Holding | undefined): { readonly [Key in Name]?: unknown } {
  const value: { [Key in Name]?: unknown } = {}
  if (holding !== undefined && 'value' in holding) value[name] = holding.value
  return value
}
