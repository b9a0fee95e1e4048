import type { Cluster } from '../../model/fleet.ts'
import { settingsDocument } from '../../policy/documents/rest-documents.ts'
import { documentPath, ruleSetDocument, slug } from '../../policy/documents/rule-set-document.ts'
import { certainWords, type Vocabulary } from '../../policy/vocabulary.ts'
import { sharedEntries } from '../../policy/xml/entry-lines.ts'
import type { ArtifactFile } from './artifact-file.ts'
import { listDocuments } from './list-documents.ts'

/**
 * The files of a policy that people import, send or publish: a document for each top-level rule set, list and settings
 * object, and a text for each list that a web server may offer to subscribers. A rule set that needs an id which nobody
 * has verified has no document (the compiler's findings name the id), nor has one of a cluster whose build is not
 * declared: a document carries it.
 */
export function policyDocuments({ policy, version, build }: Cluster, vocabulary: Vocabulary): readonly ArtifactFile[] {
  const words = certainWords(vocabulary)
  const contentOf = sharedEntries()
  const product = build === undefined ? undefined : `${version.value}-${build.value}`
  const documents = policy.ruleSets.flatMap((ruleSet): readonly ArtifactFile[] => {
    const text = product === undefined ? undefined : ruleSetDocument(ruleSet, policy, product, words, contentOf).value
    return text === undefined ? [] : [{ path: documentPath(ruleSet, policy.ruleSets), text }]
  })
  const settings = policy.settings.flatMap((one, index): readonly ArtifactFile[] => {
    const text = settingsDocument(one, words)
    const number = String(index + 1).padStart(2, '0')
    return text === undefined ? [] : [{ path: `rest/settings/${number}-${slug(one.name)}.xml`, text }]
  })
  return [...documents, ...listDocuments(policy, words, contentOf), ...settings]
}
