import type { Cluster } from '../model/fleet.ts'
import type { DriftLease } from '../model/lease.ts'
import { settingNames } from '../model/setting-shapes.ts'
import type { SettingName } from '../model/settings.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { keyAt, valueAt } from '../source/place.ts'
import type { LeaseDocument, ValidDocument } from './documents.ts'
import { frontEndFinding } from './front-end-codes.ts'
import { didYouMean } from './suggest.ts'

/** Settings that no lease may cover: the proofs of a rollout rest on their being as the repository says. */
const CONNECTING: ReadonlySet<SettingName> = new Set<SettingName>(['groups.network', 'listeners'])

/** The leases of a cluster that say what they are about, and what is wrong with the others. */
export interface ReadLeases {
  readonly leases: readonly DriftLease[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads the leases of a cluster; one that has ended accepts nothing and is an error, while running a warning. */
export function readLeases(
  document: ValidDocument<'leases'> | undefined,
  cluster: Cluster,
  { today, isRunning = false }: { readonly today: string; readonly isRunning?: boolean },
): ReadLeases {
  const leases: DriftLease[] = []
  const diagnostics: Diagnostic[] = []
  for (const [index, written] of (document?.content.leases ?? []).entries()) {
    const file = document?.file ?? ''
    const at = (key: string): Diagnostic['place'] => valueAt(file, ['leases', index, key])
    const of = subjectOf(written, cluster, at, diagnostics)
    const { reason, ticket, owner, expires } = written
    if (of !== undefined) leases.push({ of, reason, ticket, owner, expires, place: keyAt(file, ['leases', index]) })
    if (expires >= today) continue
    const message = `the lease of ${ticket} ended on ${expires}`
    const help = `take the change into the YAML ("pader adopt"), put it back ("pader apply"), or let "${owner}" agree on a new date`
    const complaint = frontEndFinding('REF-LEASE-EXPIRED', at('expires'), message, { help })
    diagnostics.push(isRunning ? { ...complaint, severity: 'warning' } : complaint)
  }
  return { leases, diagnostics }
}

function subjectOf(
  { node, setting, list }: LeaseDocument,
  { nodes, policy }: Cluster,
  at: (key: string) => Diagnostic['place'],
  diagnostics: Diagnostic[],
): DriftLease['of'] | undefined {
  if (list !== undefined) {
    const names = policy.lists.map(({ name }) => name)
    if (names.includes(list)) return { kind: 'list', list }
    const message = `the policy has no list "${list}"`
    diagnostics.push(frontEndFinding('REF-LEASE', at('list'), message, didYouMean(list, names)))
    return undefined
  }
  const found = nodes.find(({ name }) => name === node)
  const name = settingNames.find((known) => known === setting)
  if (found === undefined) {
    const names = nodes.map((one) => one.name)
    const message = `the cluster has no node "${node ?? ''}"`
    diagnostics.push(frontEndFinding('REF-LEASE', at('node'), message, didYouMean(node ?? '', names)))
  }
  if (name === undefined) {
    const message = `there is no setting "${setting ?? ''}"`
    diagnostics.push(frontEndFinding('REF-LEASE', at('setting'), message, didYouMean(setting ?? '', settingNames)))
  } else if (CONNECTING.has(name)) {
    const message = `"${name}" connects nodes, and the proofs of a rollout rest on it`
    const help = 'put it back, or take it into the YAML with "pader adopt"'
    diagnostics.push(frontEndFinding('REF-LEASE', at('setting'), message, { help }))
    return undefined
  }
  return found === undefined || name === undefined ? undefined : { kind: 'setting', node: found.name, setting: name }
}
