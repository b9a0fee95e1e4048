import type { Cluster } from '../../model/fleet.ts'
import type { ClusterName, Digest } from '../../model/names.ts'
import type { Waiver } from '../../model/waiver.ts'
import type { Dialect } from '../../dialect/dialect.ts'
import { wordsOf } from '../../dialect/words.ts'
import { vocabularyOf, type Vocabulary } from '../../policy/vocabulary.ts'
import { digestOfCluster } from '../canonical.ts'
import type { Plan } from '../plan.ts'
import { acceptanceOf } from './acceptance.ts'
import type { Change } from './change.ts'
import type { Impact } from '../../policy/impact/impact-class.ts'
import { changesOf } from './changes.ts'
import { consequenceKinds, type Consequence } from './consequence.ts'
import { canonical } from './content.ts'
import { decisionConsequences, reviewersOf, type Reviewer } from './decisions.ts'
import { groupConsequences } from './groups.ts'
import { manualConsequences, ruleSetsByHand } from './manual.ts'
import { matchNodes } from './match.ts'
import { reachConsequences } from './reach.ts'
import type { Risk } from './risk.ts'
import { rolloutOf } from './rollout.ts'
import type { Unread } from './unread.ts'
import { userConsequences } from './users.ts'
import { waiverChanges, waiverConsequences } from './waivers.ts'

/** What a change of the repository does to one cluster, for the person who has to agree to it. */
export interface Review {
  readonly cluster: ClusterName
  /** Digests of what the two revisions say, wherever they say it; equal digests prove that there is no effect. */
  readonly digests: { readonly before: Digest | undefined; readonly after: Digest | undefined }
  readonly changes: readonly Change[]
  /** Worst first. */
  readonly consequences: readonly Consequence[]
  /** The rollout, with what is live taken to equal the base; absent where it was not planned. */
  readonly rollout?: Plan
  /** What becomes of requests; absent where the policy is the same, or this was not asked. */
  readonly impact?: Impact
  /** Who has to agree, because requests of their users are decided differently. */
  readonly reviewers: readonly Reviewer[]
  readonly risk: Risk
  /** Why nothing is known of what changes; absent where both revisions of the cluster could be read. */
  readonly unread?: Unread
}

/** What a review is made with besides the revisions; what is missing is left out of it. */
export interface ReviewMeans {
  /** Plans the rollout. */
  readonly dialectOf?: (cluster: Cluster) => Dialect
  /** Analyses what becomes of requests. */
  readonly impactOf?: (before: Cluster, after: Cluster) => Impact
  /** Names the files that hide something of a cluster; unless given, none does. */
  readonly unreadOf?: (cluster: ClusterName) => Unread
}

/** A cluster in one of the two revisions, with what is accepted of it; undefined waivers could not be read. */
export interface Reviewed {
  readonly cluster: Cluster
  readonly waivers: readonly Waiver[] | undefined
}

/** Compares two revisions of a cluster. */
export function reviewOf(before: Reviewed, after: Reviewed, { dialectOf, impactOf }: ReviewMeans = {}): Review {
  const [old, now] = [before.cluster, after.cluster]
  const dialect = dialectOf?.(now)
  const digests = { before: digestOfCluster(old), after: digestOfCluster(now) }
  const effects = digests.before === digests.after ? [] : changesOf(old, now, wordsFor(dialect))
  const accepted = waiverChanges(before.waivers, after.waivers)
  const changes = [...effects, ...accepted]
  const impact = decidesAlike(old, now) ? undefined : impactOf?.(old, now)
  const rollout = effects.length === 0 || dialect === undefined ? undefined : rolloutOf(old, now, dialect)
  const consequences = byWeight([
    ...(impact === undefined ? [] : decisionConsequences(impact, acceptanceOf(accepted))),
    ...consequencesOf(old, now, effects),
    ...ruleSetsByHand(rollout),
    ...waiverConsequences(accepted),
  ])
  return {
    cluster: now.name,
    digests,
    changes,
    consequences,
    ...(rollout === undefined ? {} : { rollout }),
    ...(impact === undefined ? {} : { impact }),
    reviewers: impact === undefined ? [] : reviewersOf(impact, old, now),
    risk: riskOf(changes, consequences, rollout),
  }
}

/** Whether the policies say the same, so that no request can be decided differently. */
function decidesAlike(before: Cluster, after: Cluster): boolean {
  const [old, now] = [before, after].map(({ policy }) => canonical({ ...policy, systemFiles: [] }))
  return old === now
}

/** The words in which rules are told; without a dialect every type is written out. */
function wordsFor(dialect: Dialect | undefined): Vocabulary {
  if (dialect !== undefined) return vocabularyOf(wordsOf(dialect.policy))
  return vocabularyOf({ properties: [], parameters: [], operators: [], actions: [], types: [], procedures: [] })
}

/** The review of a cluster that only one of the revisions has. */
export function reviewOfPresence({ cluster, waivers }: Reviewed, side: 'before' | 'after'): Review {
  const isNew = side === 'after'
  const digest = digestOfCluster(cluster)
  const accepted = isNew ? waiverChanges([], waivers) : []
  const presence: Change = { kind: isNew ? 'cluster added' : 'cluster removed', cause: { side, place: cluster.place } }
  const changes = [presence, ...accepted]
  const consequences = byWeight(waiverConsequences(accepted))
  return {
    cluster: cluster.name,
    digests: { before: isNew ? undefined : digest, after: isNew ? digest : undefined },
    changes,
    consequences,
    reviewers: [],
    risk: isNew ? riskOf(changes, consequences, undefined) : 'medium',
  }
}

/**
 * The review of a cluster of which something could not be read. What is missing could not be told from what was taken
 * away, so nothing is said about it: a typo would read as nodes that leave and requests that nobody stops any more.
 */
function reviewOfUnread(cluster: ClusterName, unread: Unread): Review {
  return {
    cluster,
    digests: { before: undefined, after: undefined },
    changes: [],
    consequences: [],
    reviewers: [],
    risk: 'unknown',
    unread,
  }
}

/** Reviews of every cluster of two revisions, sorted by name. */
export function reviewsOf(
  before: readonly Reviewed[],
  after: readonly Reviewed[],
  means: ReviewMeans,
): readonly Review[] {
  const [old, now] = [before, after].map((side) => new Map(side.map((one) => [one.cluster.name, one])))
  const names = [...new Set([...before, ...after].map(({ cluster }) => cluster.name))].toSorted()
  return names.flatMap((name) => {
    const unread = means.unreadOf?.(name)
    if (unread !== undefined && unread.before.length + unread.after.length > 0) return reviewOfUnread(name, unread)
    const [base, one] = [old?.get(name), now?.get(name)]
    if (base !== undefined && one !== undefined) return reviewOf(base, one, means)
    if (one !== undefined) return reviewOfPresence(one, 'after')
    return base === undefined ? [] : reviewOfPresence(base, 'before')
  })
}

function consequencesOf(before: Cluster, after: Cluster, changes: readonly Change[]): readonly Consequence[] {
  if (changes.length === 0) return []
  const matching = matchNodes(before, after)
  return [
    ...reachConsequences(before, after, matching),
    ...groupConsequences(before, after, matching),
    ...userConsequences(before, after),
    ...manualConsequences(before, after, changes),
  ]
}

function byWeight(consequences: readonly Consequence[]): readonly Consequence[] {
  const order = { danger: 0, caution: 1, note: 2 }
  return consequences.toSorted(
    (a, b) => order[a.weight] - order[b.weight] || consequenceKinds.indexOf(a.kind) - consequenceKinds.indexOf(b.kind),
  )
}

function riskOf(changes: readonly Change[], consequences: readonly Consequence[], rollout: Plan | undefined): Risk {
  const isRefused = rollout?.phases.some(({ proof }) => proof.kind === 'refused') ?? false
  if (isRefused || consequences.some(({ weight }) => weight === 'danger')) return 'high'
  if (consequences.some(({ weight }) => weight === 'caution')) return 'medium'
  return changes.length === 0 ? 'none' : 'low'
}
