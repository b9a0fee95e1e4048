import type { Cluster } from '../model/fleet.ts'
import { emptyPolicy } from '../model/policy/policy.ts'
import type { Waiver } from '../model/waiver.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { certainProblems, isCertainLease, isCertainWaiver } from './check/certain-problems.ts'
import { check, scan, type SeveritySettings } from './check/check.ts'
import type { ClusterFiles } from './read/gather.ts'
import { policyInputsOf, PolicyCache, type CachedPolicies } from './policy-cache.ts'
import { readLeases } from './resolve/leases.ts'
import { overdueRepairs } from './resolve/repairs.ts'
import { policyEnvironmentOf } from './policy/policy-environment.ts'
import type { CompiledPolicy, PolicyEnvironment } from './policy/compile-policy.ts'
import { readCluster } from './read/read-cluster.ts'
import { noKnownDocuments, type KnownDocuments } from './read/read-documents.ts'
import { resolveCluster } from './resolve/cluster.ts'
import { resolvePolicy } from './resolve/policy.ts'
import type { Rule } from './rules/rule.ts'
import type { Validators } from './schema/validate.ts'
import { waive, waiversIn } from './check/waive.ts'
import { unreadFiles } from './unread.ts'
import { withoutFollowing } from './without-following.ts'

/** What compiling depends on besides the files. */
export interface CompileOptions {
  /** Folder of clusters that the files' paths start with, `''` for none. */
  readonly root: string
  readonly validators: Validators
  readonly rules: readonly Rule[]
  /** Dialect and templates that policies are compiled with. */
  readonly policy: PolicyEnvironment
  /** Today as YYYY-MM-DD, for what expires. */
  readonly today: string
  /**
   * What has ended (waivers, leases, repairs) is told and stops nothing: for running what was reviewed and accepted while it held.
   */
  readonly isRunning?: boolean
  /** Only these clusters; all of them unless given. */
  readonly clusters?: readonly string[]
  /** What was made with the same options before, where the same files are compiled again. */
  readonly known?: KnownParts
}

/** Parts of clusters with what they were made of: a part that is made of the very same is what it was. */
export interface KnownParts {
  readonly documents: KnownDocuments
  readonly policies: CachedPolicies
}

/** Nothing is known yet. */
export function noKnownParts(): KnownParts {
  return { documents: noKnownDocuments(), policies: new Map() }
}

/** A cluster with what it was compiled with, what is accepted of it, and everything that is wrong with it. */
export interface CompiledCluster {
  readonly cluster: Cluster
  /** The words of its policy and its templates. */
  readonly environment: PolicyEnvironment
  /** Undefined where they could not be read. */
  readonly waivers: readonly Waiver[] | undefined
  /** Files with errors that keep something out of the cluster: it is more, or something else, than what is known of it. */
  readonly unread: readonly string[]
  /** In the order in which they were found. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Resolves and checks a cluster with what could be read of it, and keeps quiet about what only follows from the rest.
 * It depends on nothing but its own files, the severities and the options.
 */
export function compileCluster(
  files: ClusterFiles,
  severities: SeveritySettings,
  options: CompileOptions,
): CompiledCluster {
  const { known } = options
  const recall = new PolicyCache(known?.policies, files.name, policyInputsOf(files, severities, options.policy))
  const read = readCluster(files, { ...options, known: known?.documents, severities }, recall.isInOrder)
  const { doubts, waivers } = read
  const own = policyEnvironmentOf({ dialect: files.dialect, templates: files.policy.templates }, options.policy)
  const resolved = resolveCluster(read.documents)
  const policy = recall.policyFor(
    resolved.cluster,
    () => resolvePolicy(read.policy.documents(), resolved.cluster, own.value),
    read.policy.diagnostics.length === 0,
  )
  const cluster = withPolicy(resolved.cluster, policy.value)
  const certain = certainProblems([...resolved.diagnostics, ...policy.diagnostics], cluster, doubts)
  const found = check(cluster, options.rules, severities, { today: options.today }, doubts)
  // Which findings a broken file of waivers accepts cannot be known; that it is broken is said.
  const judged = read.waiversInDoubt ? [] : waive(found, waivers, cluster, options)
  const leased = readLeases(read.leases, cluster, options)
  return {
    cluster: leased.leases.length === 0 ? cluster : { ...cluster, leases: leased.leases },
    environment: own.value,
    waivers: read.waiversInDoubt ? undefined : waiversIn(waivers),
    unread: unreadFiles(files, [...read.diagnostics, ...own.diagnostics, ...certain]),
    diagnostics: withoutFollowing([
      ...scan(files.all, options.rules, severities),
      ...read.diagnostics,
      ...leased.diagnostics.filter(isCertainLease(doubts)),
      ...overdueRepairs(cluster, options),
      ...own.diagnostics,
      ...certain,
      ...judged.filter(isCertainWaiver(doubts)),
    ]),
  }
}

function withPolicy(cluster: Cluster, { policy = emptyPolicy, regional = [] }: Partial<CompiledPolicy> = {}): Cluster {
  return { ...cluster, policy, ...(regional.length === 0 ? {} : { regional }) }
}
