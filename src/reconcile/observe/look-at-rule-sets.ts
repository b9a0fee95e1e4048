import type { GatewayReader } from '../../appliance/port.ts'
import { known, unknown, type Observation, type ObservedCluster, type ObservedRuleSet } from '../../model/observed.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { rulesDigest } from '../../plan/rule-sets/rules-digest.ts'
import { decodeExport } from '../../policy/xml/decode-export.ts'
import { comparableExport } from '../../policy/xml/comparable-export.ts'
import { RULE_SET_ORDER, ruleSetPart } from './snapshot.ts'

/** Takes down what could not be read. */
export type Miss = (what: string, observation: Observation<unknown>) => void

/**
 * Exports every top-level rule set and reads it. An export is the one documented way to see a rule set, and it changes
 * nothing. One that cannot be read is unknown and hides no other.
 */
export async function lookAtRuleSets(
  reader: GatewayReader,
  words: Vocabulary,
  parts: Map<string, string>,
  miss: Miss,
): Promise<ObservedCluster['ruleSets']> {
  const feed = await reader.ruleSets()
  miss('the rule sets', feed)
  if (feed.kind !== 'known') return feed
  parts.set(RULE_SET_ORDER, feed.value.map(({ id }) => id).join(' '))
  const ruleSets: ObservedRuleSet[] = []
  for (const { id, title } of feed.value) {
    const text = await reader.exportRuleSet(id)
    miss(`rule set "${title}"`, text)
    if (text.kind === 'known') parts.set(ruleSetPart(id), comparableExport(text.value))
    const holds = text.kind === 'known' ? contentOf(text.value, title, words) : text
    const [ruleSet] = holds.kind === 'known' ? holds.value.ruleSets : []
    const rules = holds.kind === 'known' && ruleSet !== undefined ? rulesDigest(ruleSet, holds.value, words) : undefined
    ruleSets.push({ id, name: title, holds, ...(rules === undefined ? {} : { rules }) })
  }
  return known(ruleSets)
}

/** What the export of a top-level rule set says. */
export function contentOf(text: string, title: string, words: Vocabulary): Observation<PolicyObjects> {
  const { value, diagnostics } = decodeExport({ path: `${title}.xml`, text }, words)
  if (value !== undefined && value.ruleSets.length === 1) {
    const { ruleSets, lists, tables, settings, properties } = value
    return known({ ruleSets, lists, tables, settings, properties })
  }
  const why = diagnostics.find(({ severity }) => severity === 'error')?.message ?? 'it holds not exactly one rule set'
  return unknown(`its export cannot be understood: ${why}`)
}
