import type { LiveRuleSet } from '../../adopt/adopt-policy.ts'
import { ApplianceError } from '../../appliance/port.ts'
import type { HostFile } from '../../appliance/host-file.ts'
import type { AuditRecord } from '../../doctor/evidence.ts'
import { wordsOf } from '../../dialect/words.ts'
import { readLogs } from '../../doctor/log/read-logs.ts'
import { whoChanged, type ChangedObject } from '../../doctor/who-changed.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import { membershipChangeOf } from '../../plan/membership.ts'
import { liveDifferences, type LiveDifference } from '../../plan/live-differences.ts'
import { vocabularyOf } from '../../policy/vocabulary.ts'
import type { Plan } from '../../plan/plan.ts'
import { unreachable } from '../../source/unreachable.ts'
import type { ClusterDifferences } from '../../report/diff/difference.ts'
import { leftByUs, makePlan } from '../gateway/make-plan.ts'
import { observeOrFail } from '../gateway/observe-or-fail.ts'
import type { ClusterAccess } from '../gateway/cluster-access.ts'
import type { ClusterView } from '../gateway/cluster-view.ts'
import { openCluster, type PlanInputs } from '../gateway/open-cluster.ts'
import type { World } from '../world.ts'
import { liveRuleSets } from './live-rule-sets.ts'
import { readNodeLogs } from './read-logs.ts'

/** How a cluster differs from what Pader left there, and what could not be read of it. */
export interface Gathered {
  readonly told: ClusterDifferences
  /** What could not be read, so that it may differ too. */
  readonly unknown: readonly string[]
  /** Rule sets that are not as the repository says, as the appliances have them; none where nobody asked. */
  readonly live: ReadonlyMap<string, LiveRuleSet>
}

/** Looks at a cluster, compares, and asks the audit logs who it was. It sends nothing that changes anything. */
export async function gatherDifferences(
  cluster: Cluster,
  hostFile: HostFile,
  folder: string,
  world: World,
  asked: { readonly live: boolean } = { live: false },
): Promise<Gathered> {
  const open = await openCluster(cluster, hostFile, folder, world)
  try {
    const seen = await observeOrFail(open, world)
    const writer = hostFile.clusters.get(cluster.name)?.writer?.user
    const told = await differencesIn(open, seen.cluster, makePlan(open, seen.cluster), writer)
    const live = asked.live ? await liveRuleSets(told.differences, open, seen.cluster) : new Map<string, LiveRuleSet>()
    return { unknown: seen.unknown, told, live }
  } finally {
    await open.close()
  }
}

/** How what was observed differs from what Pader left there; `writer` is the account in whose name Pader itself changes. */
export async function differencesIn(
  open: PlanInputs & ClusterAccess,
  observed: ObservedCluster,
  plan: Plan,
  writer: string | undefined,
): Promise<ClusterDifferences> {
  const { cluster, applied } = open
  const found = liveDifferences({
    cluster,
    plan,
    observed,
    applied: leftByUs(open, observed),
    words: vocabularyOf(wordsOf(open.scope.dialect.policy)),
  })
  const isSomebodys = found.some(({ moved }) => moved !== 'repository')
  const audit = isSomebodys ? await readAudit(open) : { records: [], unread: [] }
  const { at, revision } = applied
  const by = {
    robots: new Set(writer === undefined ? [] : [writer]),
    now: Date.parse(observed.observedAt),
    ...(at === undefined ? {} : { since: Date.parse(at) }),
  }
  return {
    cluster: cluster.name,
    ...(at === undefined ? {} : { appliedAt: at }),
    ...(revision === undefined ? {} : { commit: revision }),
    unread: audit.unread,
    ...membersThatMoved(cluster, observed),
    differences: found.map((difference) => {
      const object = difference.moved === 'repository' ? undefined : asAudited(difference, open, observed)
      const suspect = object === undefined ? undefined : whoChanged(object, audit.records, by)
      return suspect === undefined ? difference : { ...difference, suspect }
    }),
  }
}

/** Who is no member any more, or one that no file names; a feed that could not be read says nothing. */
function membersThatMoved(
  cluster: Cluster,
  observed: ObservedCluster,
): Pick<ClusterDifferences, 'missing' | 'strangers'> {
  const { joining = [], unmanaged = [] } = membershipChangeOf(cluster, observed) ?? {}
  return {
    ...(joining.length === 0 ? {} : { missing: joining.map(({ name }) => name) }),
    ...(unmanaged.length === 0 ? {} : { strangers: unmanaged.map(({ node }) => node) }),
  }
}

interface Audit {
  readonly records: readonly AuditRecord[]
  readonly unread: readonly string[]
}

async function readAudit(open: ClusterView & ClusterAccess): Promise<Audit> {
  try {
    const { logs, unread } = await open.gateways.entry.read((reader) => readNodeLogs(reader, open, 'audit'))
    return { records: readLogs(logs).evidence.filter((each) => each.kind === 'audit'), unread }
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    return { records: [], unread: [`the audit logs: ${error.message}`] }
  }
}

function asAudited(
  { object }: LiveDifference,
  { scope, cluster }: ClusterView,
  observed: ObservedCluster,
): ChangedObject | undefined {
  switch (object.kind) {
    case 'list':
      return { kind: 'list', name: object.list }
    case 'file':
      return { kind: 'file', path: object.path }
    case 'policy setting':
      return { kind: 'policy settings', name: object.settings }
    case 'rule set':
      return { kind: 'rules', names: namesIn(object.ruleSet, cluster, observed) }
    case 'rule set order':
      return { kind: 'rules', names: new Set() }
    case 'setting': {
      const setting = settingNames.find((name) => name === object.setting)
      const entry = setting === undefined ? undefined : scope.dialect.settings.get(setting)
      return entry === undefined ? undefined : { kind: 'setting', document: entry.document }
    }
    default:
      return unreachable(object)
  }
}

/** What a log may call what was changed in a rule set: the set, a rule in it, or one that is in it no more. */
function namesIn(name: string, { policy }: Cluster, { ruleSets }: ObservedCluster): ReadonlySet<string> {
  const held = ruleSets.kind === 'known' ? ruleSets.value : []
  const live = held.flatMap(({ holds }) => (holds.kind === 'known' ? holds.value.ruleSets : []))
  const sets = [...policy.ruleSets, ...live].filter((ruleSet) => ruleSet.name === name)
  return new Set([name, ...sets.flatMap(innerNames)])
}

function innerNames({ name, rules, ruleSets }: RuleSet): readonly string[] {
  return [name, ...rules.map((rule) => rule.name), ...ruleSets.flatMap(innerNames)]
}
