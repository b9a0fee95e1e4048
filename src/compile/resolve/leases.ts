import type { Cluster } from '../../model/fleet.ts'
import { leaseWords, type DriftLease } from '../../model/lease.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import type { SettingName } from '../../model/settings.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { keyAt, valueAt } from '../../source/place.ts'
import type { LeaseDocument, ValidDocument } from '../documents/documents.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import { farDate } from '../codes/far-date.ts'
import { didYouMean } from '../../source/suggest.ts'

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
  const first = new Map<string, Diagnostic['place']>()
  const diagnostics: Diagnostic[] = []
  for (const [index, written] of (document?.content.leases ?? []).entries()) {
    const file = document?.file ?? ''
    const at = (key: string): Diagnostic['place'] => valueAt(file, ['leases', index, key])
    const of = subjectOf(written, cluster, at, diagnostics)
    const { reason, ticket, owner, expires } = written
    if (of !== undefined) {
      const place = keyAt(file, ['leases', index])
      const before = first.get(leaseWords(of))
      if (before === undefined) first.set(leaseWords(of), place)
      else diagnostics.push(repeated(of, place, before))
      leases.push({ of, reason, ticket, owner, expires, place })
    }
    diagnostics.push(...farDate(`the lease of ${ticket}`, expires, today, at('expires')))
    if (expires >= today) continue
    const message = `the lease of ${ticket} ended on ${expires}`
    const help = `take the change into the YAML ("pader adopt"), put it back ("pader apply"), or let "${owner}" agree on a new date`
    const complaint = frontEndFinding('REF-LEASE-EXPIRED', at('expires'), message, { help })
    diagnostics.push(isRunning ? { ...complaint, severity: 'warning' } : complaint)
  }
  return { leases, diagnostics }
}

function repeated(of: DriftLease['of'], place: Diagnostic['place'], before: Diagnostic['place']): Diagnostic {
  const related = [{ place: before, note: 'the other one' }]
  return frontEndFinding('REF-LEASE-REPEATED', place, `there are two leases of ${leaseWords(of)}`, { related })
}

type At = (key: string) => Diagnostic['place']

function subjectOf(
  written: LeaseDocument,
  cluster: Cluster,
  at: At,
  diagnostics: Diagnostic[],
): DriftLease['of'] | undefined {
  const { list, ruleSet, settings, key } = written
  const { policy } = cluster
  const named = (what: string, where: string, name: string, names: readonly string[]): boolean => {
    if (names.includes(name)) return true
    diagnostics.push(
      frontEndFinding('REF-LEASE', at(where), `the policy has no ${what} "${name}"`, didYouMean(name, names)),
    )
    return false
  }
  if (list !== undefined) {
    const names = policy.lists.map(({ name }) => name)
    return named('list', 'list', list, names) ? { kind: 'list', list } : undefined
  }
  if (ruleSet !== undefined) {
    const names = policy.ruleSets.map(({ name }) => name)
    return named('top-level rule set', 'ruleSet', ruleSet, names) ? { kind: 'rule set', ruleSet } : undefined
  }
  if (settings === undefined || key === undefined) return ofNode(written, cluster, at, diagnostics)
  const names = policy.settings.map(({ name }) => name)
  if (!named('settings', 'settings', settings, names)) return undefined
  const keys = policy.settings.filter(({ name }) => name === settings).flatMap(({ values }) => values)
  const isThere = named(
    `value in the settings "${settings}" called`,
    'key',
    key,
    keys.map((value) => value.key),
  )
  return isThere ? { kind: 'policy setting', settings, key } : undefined
}

function ofNode(
  { node, setting }: LeaseDocument,
  { nodes }: Cluster,
  at: At,
  diagnostics: Diagnostic[],
): DriftLease['of'] | undefined {
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
