import type { PolicyObjects } from '../../model/policy/policy.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { failed, type Checked } from '../../source/checked.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { encodeExport } from '../xml/encode-export.ts'
import type { EncodeEntries } from '../xml/encode-objects.ts'
import { closureOf } from './closure.ts'

/**
 * The document of a top-level rule set that the UI imports, for the product version that it is imported at. Who writes
 * several documents of the same lists hands in how their contents are made.
 */
export function ruleSetDocument(
  ruleSet: RuleSet,
  policy: PolicyObjects,
  product: string,
  words: Vocabulary,
  contentOf?: EncodeEntries,
): Checked<string> {
  const objects = closureOf(ruleSet, policy)
  const vague = objects.settings.filter((one) => one.template === undefined || one.version === undefined)
  if (vague.length > 0) return failed(vague.map(({ name, place }) => withoutTemplate(name, place)))
  const document = { name: ruleSet.name, version: product, description: ruleSet.description, ...objects }
  return encodeExport(document, words, contentOf)
}

/** Where the document of a rule set lies among the artifacts; the number is its position in the policy. */
export function documentPath(ruleSet: RuleSet, all: readonly RuleSet[]): string {
  const width = Math.max(2, String(all.length).length)
  const number = String(all.indexOf(ruleSet) + 1).padStart(width, '0')
  return `policy/${number}-${slug(ruleSet.name)}.xml`
}

/** A name as a part of a file name. */
export function slug(name: string): string {
  return name.replace(/[^\p{L}\d]+/gu, '-').replace(/^-|-$/g, '') || 'unnamed'
}

function withoutTemplate(name: string, place: Diagnostic['place']): Diagnostic {
  return {
    code: 'POL-NO-TEMPLATE-ID',
    severity: 'error',
    message: `the settings "${name}" name no template or no version of it, which a document has to carry`,
    place,
    help: 'copy "template" and "version" from an export that has settings of this kind',
  }
}
