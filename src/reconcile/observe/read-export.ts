import type { Digest } from '../../model/names.ts'
import { known, unknown, type Observation } from '../../model/observed.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import { rulesDigest } from '../../plan/rule-sets/rules-digest.ts'
import { comparableExport } from '../../policy/xml/comparable-export.ts'
import { decodeExport } from '../../policy/xml/decode-export.ts'
import { readXml } from '../../policy/xml/read-xml.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'

/** The export of a top-level rule set, read. */
export interface ReadExport {
  readonly title: string
  readonly text: string
  /** What tells it from another one. */
  readonly comparable: string
  readonly holds: Observation<PolicyObjects>
  /** Digest of its rules; absent where it cannot be understood. */
  readonly rules?: Digest
}

/** Reads an export; what was read of the same text before is taken as it is. */
export function readExport(text: string, title: string, words: Vocabulary, before?: ReadExport): ReadExport {
  if (before?.text === text && before.title === title) return before
  const file = { path: `${title}.xml`, text }
  const read = readXml(file)
  const holds = soleRuleSet(decodeExport(file, words, read))
  const [ruleSet] = holds.kind === 'known' ? holds.value.ruleSets : []
  const rules = holds.kind === 'known' && ruleSet !== undefined ? rulesDigest(ruleSet, holds.value, words) : undefined
  const comparable = comparableExport(text, read.value)
  return { title, text, comparable, holds, ...(rules === undefined ? {} : { rules }) }
}

/** What the export of a top-level rule set says. */
export function contentOf(text: string, title: string, words: Vocabulary): Observation<PolicyObjects> {
  return soleRuleSet(decodeExport({ path: `${title}.xml`, text }, words))
}

function soleRuleSet({ value, diagnostics }: ReturnType<typeof decodeExport>): Observation<PolicyObjects> {
  if (value !== undefined && value.ruleSets.length === 1) {
    const { ruleSets, lists, tables, settings, properties } = value
    return known({ ruleSets, lists, tables, settings, properties })
  }
  const why =
    diagnostics.find(({ severity }) => severity === 'error')?.message ?? 'it does not contain exactly one rule set'
  return unknown(`its export cannot be understood: ${why}`)
}
