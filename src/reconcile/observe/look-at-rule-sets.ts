import type { GatewayReader } from '../../appliance/port.ts'
import { known, type Observation, type ObservedCluster, type ObservedRuleSet } from '../../model/observed.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { readExport, type ReadExport } from './read-export.ts'
import { RULE_SET_ORDER, ruleSetPart } from './snapshot.ts'

/** What the last look read in the words of a vocabulary: from one look to the next, most rule sets stay as they are. */
const lastExports = new WeakMap<Vocabulary, ReadonlyMap<string, ReadExport>>()

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
  const before = lastExports.get(words)
  const exports = new Map<string, ReadExport>()
  const ruleSets: ObservedRuleSet[] = []
  for (const { id, title } of feed.value) {
    const text = await reader.exportRuleSet(id)
    miss(`rule set "${title}"`, text)
    if (text.kind !== 'known') {
      ruleSets.push({ id, name: title, holds: text })
      continue
    }
    const read = readExport(text.value, title, words, before?.get(id))
    exports.set(id, read)
    parts.set(ruleSetPart(id), read.comparable)
    const { holds, rules } = read
    ruleSets.push({ id, name: title, holds, ...(rules === undefined ? {} : { rules }) })
  }
  lastExports.set(words, exports)
  return known(ruleSets)
}
