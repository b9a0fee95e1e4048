import { sha256Of } from '../model/digest.ts'
import type { CertificateAuthority } from '../model/fleet.ts'
import type { ObservedCluster, ObservedList } from '../model/observed.ts'
import { isOwned } from '../model/policy/list.ts'
import { digestOf } from './canonical.ts'
import { fileName, listName, RULE_SET_ORDER, settingName } from './held-object.ts'
import type { Holding, Holdings } from './holding.ts'
import { typeAndName } from './lost-mark.ts'
import { heldRuleSets } from './rule-sets/held-rule-sets.ts'

/** What the objects of a cluster hold as observed; what is unknown is left out, and so never counts as changed. */
export function holdingsOf(observed: ObservedCluster): Holdings {
  const held = new Map<string, Holding>()
  for (const { uuid, settings, systemFiles } of observed.nodes.values()) {
    for (const [setting, value] of Object.entries(settings)) {
      if (value.kind !== 'known') continue
      held.set(settingName(uuid, setting), { digest: digestOf(value.value), value: value.value })
    }
    for (const [path, text] of systemFiles) {
      if (text.kind === 'known') held.set(fileName(uuid, path), { digest: sha256Of(text.value) })
    }
  }
  for (const list of listsOf(observed)) {
    held.set(listName(list), { digest: digestOf(list.entries), value: list.entries })
  }
  if (observed.ruleSets.kind === 'known')
    for (const [name, holding] of heldRuleSets(observed.ruleSets.value)) held.set(name, holding)
  return held
}

/** Names of Pader's rule sets, in their order, as remembered; undefined where nobody looked at rule sets. */
export function ruleSetsIn(holdings: Holdings): readonly string[] | undefined {
  const names = holdings.get(RULE_SET_ORDER)?.value
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : undefined
}

/** Name under which the lists that carried the mark of Pader are remembered among what a cluster held. */
const MARKED = 'marked lists'

/**
 * What is remembered of a cluster in which nothing is left to do: besides what it holds, which of its lists carry the
 * mark, since one that loses it can only be told by this, and the authority that the repository says it has.
 */
export function holdingsToRemember(observed: ObservedCluster, authority: CertificateAuthority | undefined): Holdings {
  const marked = listsOf(observed)
    .filter(({ description }) => isOwned(description))
    .map(typeAndName)
  const holdings = new Map(holdingsOf(observed))
  if (marked.length > 0) {
    const value = [...new Set(marked)].toSorted()
    holdings.set(MARKED, { digest: digestOf(value), value })
  }
  if (authority !== undefined) {
    const { name, sha256 } = authority
    holdings.set(AUTHORITY, { digest: digestOf(sha256), value: { name, sha256 } })
  }
  return holdings
}

/**
 * The same after a run that had only a part of the cluster to see to: what Pader left in it (`left`) is remembered, and nothing of what
 * somebody else has made of the rest. A list that lost the mark stays known as one that carried it.
 */
export function holdingsBeside(left: Holdings, observed: ObservedCluster, now: Holdings): Holdings {
  const there = new Set(listsOf(observed).map(typeAndName))
  const marked = [...markedIn(left)].filter((list) => there.has(list))
  const value = [...new Set([...marked, ...markedIn(now)])].toSorted()
  const holdings = new Map(left)
  if (value.length > 0) holdings.set(MARKED, { digest: digestOf(value), value })
  else holdings.delete(MARKED)
  const authority = now.get(AUTHORITY)
  if (authority !== undefined) holdings.set(AUTHORITY, authority)
  return holdings
}

/** The lists that carried the mark, as remembered. */
export function markedIn(holdings: Holdings): ReadonlySet<string> {
  const value = holdings.get(MARKED)?.value
  return new Set(Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [])
}

/** Name under which the authority of a cluster is remembered among what it held. */
const AUTHORITY = 'authority'

/** The authority that a cluster had, where that was remembered. */
export function authorityIn(holdings: Holdings): CertificateAuthority | undefined {
  const value = holdings.get(AUTHORITY)?.value
  return isAuthority(value) ? value : undefined
}

function isAuthority(value: unknown): value is CertificateAuthority {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'sha256' in value &&
    typeof value.sha256 === 'string'
  )
}

/** The list that a step is about: it names it by its name or, where it was made from what is there, by its id. */
export function listNamed(
  { list, type }: { readonly list: string; readonly type: string },
  observed: ObservedCluster,
): ObservedList | undefined {
  return listsOf(observed).find((one) => [one.id, one.name].includes(list) && one.type === type)
}

/** The lists that were observed; none where they are unknown. */
export function listsOf({ lists }: ObservedCluster): readonly ObservedList[] {
  return lists.kind === 'known' ? [...lists.value.values()] : []
}
