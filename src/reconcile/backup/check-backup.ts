import { readBackup, type BackupContents } from '../../appliance/backup.ts'
import { ruleSetsOf } from '../../appliance/backup-rule-sets.ts'
import type { ObservedCluster, ObservedRuleSet } from '../../model/observed.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import { digestOf } from '../../plan/canonical.ts'
import { ruleSetContent } from '../../policy/documents/rule-set-content.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { contentOf } from '../observe/read-export.ts'
import { documentDigest, listText } from '../observe/snapshot.ts'

/**
 * Whether a backup unpacks and holds what was observed; a reason where it does not. Where the layout of backups is not
 * certain (`layoutKnown` false), what is not found in one says nothing; what is found has to agree all the same. Rule sets
 * and their settings are compared in the given words; without them they are left out.
 */
export function checkBackup(
  bytes: Uint8Array,
  observed: ObservedCluster,
  layoutKnown: boolean,
  words?: Vocabulary,
): string | undefined {
  const backup = readBackup(bytes)
  if ('problem' in backup) return `it cannot be read: ${backup.problem}`
  const [first] = differences(backup, observed, layoutKnown, words)
  return first
}

function* differences(
  backup: BackupContents,
  observed: ObservedCluster,
  layoutKnown: boolean,
  words: Vocabulary | undefined,
): Generator<string> {
  let compared = 0
  const ofRuleSets = words === undefined ? [] : ruleSetPairs(backup, observed, words)
  for (const { what, kept, seen } of [...pairs(backup, observed), ...ofRuleSets]) {
    if (kept === undefined) {
      if (layoutKnown) yield `it lacks the ${what}`
      continue
    }
    compared += 1
    if (kept !== seen) yield `the ${what} in it is not what was observed: somebody may have saved in between`
  }
  if (compared === 0 && layoutKnown) yield 'nothing in it could be compared with what was observed'
}

/** The same object in a backup and as observed, each as a text that is equal for equal content. */
interface Pair {
  readonly what: string
  readonly kept: string | undefined
  readonly seen: string
}

function* pairs(backup: BackupContents, { nodes, lists }: ObservedCluster): Generator<Pair> {
  for (const { uuid, name = uuid, documents } of nodes.values()) {
    for (const [id, seen] of documents) {
      if (seen.kind !== 'known') continue
      const kept = backup.documents.get(uuid)?.get(id)
      const text = kept === undefined ? undefined : documentDigest(uuid, kept)
      yield { what: `document "${id}" of ${name}`, kept: text, seen: seen.value }
    }
  }
  for (const list of lists.kind === 'known' ? lists.value.values() : []) {
    const kept = backup.lists.get(list.id)
    const text = kept === undefined ? undefined : listText(kept)
    yield { what: `list "${list.name}"`, kept: text, seen: listText(list) }
  }
}

/**
 * The rule sets of both sides by name. Where a backup keeps them is told by what is in it: one in which they cannot be
 * found says nothing of them.
 */
function* ruleSetPairs(backup: BackupContents, { ruleSets }: ObservedCluster, words: Vocabulary): Generator<Pair> {
  const found = ruleSetsOf(backup)
  if ('problem' in found || ruleSets.kind !== 'known') return
  const kept = new Map(found.map(({ name, text }) => [name, contentOf(text, name, words)]))
  for (const { name, holds } of ruleSets.value.filter((one) => isOnly(one, ruleSets.value))) {
    if (holds.kind !== 'known') continue
    const held = kept.get(name)
    const seen = digestOf(saidBy(holds.value))
    yield { what: `rule set "${name}"`, kept: held?.kind === 'known' ? digestOf(saidBy(held.value)) : undefined, seen }
    kept.delete(name)
  }
  const there = new Set(ruleSets.value.map(({ name }) => name))
  for (const name of kept.keys())
    if (!there.has(name)) yield { what: `rule set "${name}"`, kept: 'there', seen: 'not there' }
}

function isOnly({ name }: ObservedRuleSet, all: readonly ObservedRuleSet[]): boolean {
  return all.filter((other) => other.name === name).length === 1
}

function saidBy(policy: PolicyObjects): unknown {
  return policy.ruleSets.map((ruleSet) => ruleSetContent(ruleSet, policy))
}
