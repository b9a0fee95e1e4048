import { join } from 'node:path'
import type { Compiled } from '../../compile/compile.ts'
import { comparedPolicies } from '../../compile/policy/compared-policies.ts'
import { reviewsOf, type Review, type Reviewed } from '../../plan/review/review.ts'
import { compareFindings, type ComparedFindings } from '../../report/review/findings.ts'
import type { LocateCause } from '../../report/review/locate.ts'
import { narrowReview } from '../../report/review/narrow.ts'
import type { LocatedDiagnostic } from '../../source/diagnostic.ts'
import { dialectFor } from '../gateway/dialects.ts'
import { causeLocator, compileRevision } from '../repository/revision.ts'
import { compileOptionsOf, compilerFor } from '../repository/compile-folder.ts'
import { policyOfCluster } from '../repository/policy-at.ts'
import type { RepositoryFolder } from '../repository/folder.ts'
import type { World } from '../world.ts'
import { loweredChecks } from './lowered-checks.ts'

/** What a comparison with another revision came to. */
export interface ComparedRevision {
  /** What `--base` and `--head` named; no head is the working copy. */
  readonly revisions: { readonly base: string; readonly head?: string }
  readonly earlier: Compiled
  readonly later: Compiled
  /** Of every cluster, whole: what the gates judge. */
  readonly reviews: readonly Review[]
  /** As far as they are about the location and the node that were asked for. */
  readonly shown: readonly Review[]
  readonly locate: LocateCause
  readonly findings: ComparedFindings
  /** Of the settings of the repository: checks that weigh less than they did. */
  readonly lowered: readonly LocatedDiagnostic[]
}

/** What is compared with the base. */
export interface Later {
  readonly compiled: Compiled
  readonly diagnostics: readonly LocatedDiagnostic[]
  /** The revision that it was read from; absent for the working copy. */
  readonly head: string | undefined
}

/** Compares what was compiled with the base revision of its repository. */
export async function compareWithBase(
  base: string,
  { compiled, diagnostics, head }: Later,
  shown: { readonly location: string | undefined; readonly node: string | undefined },
  { repository, today }: { readonly repository: RepositoryFolder; readonly today: string },
  world: World,
): Promise<ComparedRevision> {
  const compileFiles = await compilerFor(repository, today, world)
  const reader = await compileOptionsOf(repository, today, world)
  const earlier = await compileRevision(base, compileFiles, repository, world)
  const { clusters } = compiled.fleet
  const dialects = new Map(
    await Promise.all(
      clusters.map(async ({ name }) => [name, await dialectFor(join(repository.folder, name), false, world)] as const),
    ),
  )
  const dialectOf = ({ name }: (typeof clusters)[number]): Awaited<ReturnType<typeof dialectFor>> => {
    const found = dialects.get(name)
    if (found === undefined) throw new Error(`no dialect was read for "${name}"`)
    return found
  }
  const reviews = reviewsOf(reviewed(earlier.value), reviewed(compiled), {
    dialectOf,
    unreadOf: (name) => ({ before: earlier.value.unreadOf(name), after: compiled.unreadOf(name) }),
    impactOf: (old, now) => comparedPolicies(policyOfCluster(old, earlier.value), policyOfCluster(now, compiled)),
  })
  const homes = new Map(
    [...earlier.value.fleet.clusters, ...clusters].flatMap(({ nodes }) =>
      nodes.map(({ name, location }) => [String(name), String(location)]),
    ),
  )
  const scope = { ...shown, locationOf: (node: string) => homes.get(node) }
  const settings = repository.root === '' ? 'pader.yaml' : `${repository.root}/pader.yaml`
  const texts = { before: earlier.value.textOf, after: compiled.textOf }
  const lowered = loweredChecks(settings, texts, reader)
  return {
    revisions: { base, ...(head === undefined ? {} : { head }) },
    earlier: earlier.value,
    later: compiled,
    reviews,
    shown: reviews.map((review) => narrowReview(review, scope)),
    locate: causeLocator(earlier.value.textOf, compiled.textOf),
    findings: comparedFindings(earlier, [...lowered, ...diagnostics], hiddenFolders(reviews, repository)),
    lowered,
  }
}

/** Folders of the clusters of which errors hide something after the change. */
function hiddenFolders(reviews: readonly Review[], { root }: RepositoryFolder): readonly string[] {
  const hidden = reviews.filter(({ unread }) => unread !== undefined && unread.after.length > 0)
  return hidden.map(({ cluster }) => (root === '' ? `${cluster}/` : `${root}/${cluster}/`))
}

/** What was found in both revisions; what was found in a folder that errors now hide may still be there. */
function comparedFindings(
  earlier: Awaited<ReturnType<typeof compileRevision>>,
  later: readonly LocatedDiagnostic[],
  hidden: readonly string[],
): ComparedFindings {
  const isHidden = (file: string): boolean => hidden.some((folder) => file.startsWith(folder))
  const mayBeThere = new Set<unknown>(earlier.diagnostics.filter(({ place }) => isHidden(place.file)))
  const { gone, ...rest } = compareFindings(earlier.diagnostics, later)
  return { ...rest, gone: gone.filter((found) => !mayBeThere.has(found)) }
}

/** The clusters of a revision with what is accepted of them. */
function reviewed({ fleet, waiversOf }: Compiled): readonly Reviewed[] {
  return fleet.clusters.map((cluster) => ({ cluster, waivers: waiversOf(cluster.name) }))
}
