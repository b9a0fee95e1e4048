import type { Cluster } from '../../model/fleet.ts'
import type { ClusterName, Digest } from '../../model/names.ts'
import type { Waiver } from '../../model/waiver.ts'
import type { Dialect } from '../../dialect/dialect.ts'
import type { Plan } from '../plan.ts'
import type { Change } from './change.ts'
import { changesOf } from './changes.ts'
import { consequenceKinds, type Consequence, type ConsequenceKind } from './consequence.ts'
import { contentDigest } from './content.ts'
import { groupConsequences } from './groups.ts'
import { manualConsequences } from './manual.ts'
import { matchNodes } from './match.ts'
import { reachConsequences } from './reach.ts'
import { rolloutOf } from './rollout.ts'
import { waiverChanges, waiverConsequences } from './waivers.ts'

/** How risky a change is for the people who use the cluster. */
export const risks = ['none', 'low', 'medium', 'high'] as const

/** One of the four risks. */
export type Risk = (typeof risks)[number]

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
  readonly risk: Risk
}

/** A cluster in one of the two revisions, with what is accepted of it; undefined waivers could not be read. */
export interface Reviewed {
  readonly cluster: Cluster
  readonly waivers: readonly Waiver[] | undefined
}

/** Compares two revisions of a cluster; with a dialect, the rollout is planned as well. */
export function reviewOf(before: Reviewed, after: Reviewed, dialect?: Dialect): Review {
  const [old, now] = [before.cluster, after.cluster]
  const digests = { before: contentDigest(old), after: contentDigest(now) }
  const effects = digests.before === digests.after ? [] : changesOf(old, now)
  const accepted = waiverChanges(before.waivers, after.waivers)
  const changes = [...effects, ...accepted]
  const consequences = byWeight([
    ...(effects.length === 0 ? [] : consequencesOf(old, now, effects)),
    ...waiverConsequences(accepted),
  ])
  const rollout = effects.length === 0 || dialect === undefined ? undefined : rolloutOf(old, now, dialect)
  return {
    cluster: now.name,
    digests,
    changes,
    consequences,
    ...(rollout === undefined ? {} : { rollout }),
    risk: riskOf(changes, consequences, rollout),
  }
}

/** The review of a cluster that only one of the revisions has. */
export function reviewOfPresence(cluster: Cluster, side: 'before' | 'after'): Review {
  const isNew = side === 'after'
  const digest = contentDigest(cluster)
  return {
    cluster: cluster.name,
    digests: { before: isNew ? undefined : digest, after: isNew ? digest : undefined },
    changes: [{ kind: isNew ? 'cluster added' : 'cluster removed', cause: { side, place: cluster.place } }],
    consequences: [],
    risk: isNew ? 'low' : 'medium',
  }
}

/** Reviews of every cluster of two revisions, sorted by name. */
export function reviewsOf(
  before: readonly Reviewed[],
  after: readonly Reviewed[],
  dialectOf?: (cluster: Cluster) => Dialect,
): readonly Review[] {
  const old = new Map(before.map((one) => [one.cluster.name, one]))
  const names = new Set(after.map(({ cluster }) => cluster.name))
  return [
    ...after.map((one) => {
      const base = old.get(one.cluster.name)
      return base === undefined ? reviewOfPresence(one.cluster, 'after') : reviewOf(base, one, dialectOf?.(one.cluster))
    }),
    ...before
      .filter(({ cluster }) => !names.has(cluster.name))
      .map(({ cluster }) => reviewOfPresence(cluster, 'before')),
  ].toSorted((a, b) => (a.cluster < b.cluster ? -1 : 1))
}

function consequencesOf(before: Cluster, after: Cluster, changes: readonly Change[]): readonly Consequence[] {
  const matching = matchNodes(before, after)
  return [
    ...reachConsequences(before, after, matching),
    ...groupConsequences(before, after, matching),
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

/** What a gate may name: a risk (that one or a higher one) or a kind of consequence that is more than a note. */
export type Gate = Exclude<Risk, 'none'> | ConsequenceKind

/** Every name that a gate can have. */
export const gateNames: readonly Gate[] = ['low', 'medium', 'high', ...consequenceKinds]

/** The gates that a review does not pass. */
export function closedGates(review: Review, gates: readonly Gate[]): readonly Gate[] {
  return gates.filter((gate) => {
    const level = risks.findIndex((risk) => risk === gate)
    if (level > 0) return risks.indexOf(review.risk) >= level
    return review.consequences.some(({ kind, weight }) => kind === gate && weight !== 'note')
  })
}
