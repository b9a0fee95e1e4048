import type { Cluster } from '../../model/fleet.ts'
import type { DesiredList } from '../../model/policy/list.ts'
import { documentPath, ruleSetDocument, slug } from '../../policy/documents/rule-set-document.ts'
import { certainWords, type Vocabulary } from '../../policy/vocabulary.ts'
import type { ArtifactFile } from './artifact-file.ts'

/**
 * The files of a policy that people import or publish: a document for each top-level rule set and a text for each list
 * that a web server may offer to subscribers. A rule set that needs an id which nobody has verified has no document (the
 * compiler's findings name the id), nor has one of a cluster whose build is not declared: a document carries it.
 */
export function policyDocuments({ policy, version, build }: Cluster, vocabulary: Vocabulary): readonly ArtifactFile[] {
  const words = certainWords(vocabulary)
  const product = build === undefined ? undefined : `${version.value}-${build.value}`
  const documents = policy.ruleSets.flatMap((ruleSet): readonly ArtifactFile[] => {
    const text = product === undefined ? undefined : ruleSetDocument(ruleSet, policy, product, words).value
    return text === undefined ? [] : [{ path: documentPath(ruleSet, policy.ruleSets), text }]
  })
  const used = new Map<string, number>()
  const lists = policy.lists.flatMap((list): readonly ArtifactFile[] => {
    const text = subscribedList(list)
    const name = `${slug(list.name)}.${list.type}`
    const before = used.get(name.toLowerCase()) ?? 0
    used.set(name.toLowerCase(), before + 1)
    return text === undefined ? [] : [{ path: `lists/${name}${before === 0 ? '' : `.${before + 1}`}.txt`, text }]
  })
  return [...documents, ...lists]
}

/** A list in the form that the product guide documents for subscribers; a quote inside an item is not documented. */
function subscribedList({ type, entries }: DesiredList): string | undefined {
  const items = entries.map(({ value, description }) => (description === '' ? [value] : [value, description]))
  if (items.flat().some((item) => /["\\\p{Cc}]/u.test(item))) return undefined
  const lines = items.map((line) => line.map((item) => `"${item}"`).join(' '))
  return `${[`type=${type}`, ...lines].join('\n')}\n`
}
