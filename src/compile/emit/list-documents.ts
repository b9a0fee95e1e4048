import type { Policy } from '../../model/policy/policy.ts'
import { listDocument } from '../../policy/documents/rest-documents.ts'
import { slug } from '../../policy/documents/rule-set-document.ts'
import { subscribedList } from '../../policy/documents/subscribed-list.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import type { EncodeEntries } from '../../policy/xml/encode-objects.ts'
import type { ArtifactFile } from './artifact-file.ts'

/**
 * The files of the lists: each as the document that creates it through REST, and those with plain entries as the text
 * that a web server may offer to subscribers. Names that would be one file are told apart by a number.
 */
export function listDocuments(
  { lists, tables }: Policy,
  words: Vocabulary,
  contentOf: EncodeEntries,
): readonly ArtifactFile[] {
  const used = new Map<string, number>()
  return [...lists, ...tables].flatMap((list): readonly ArtifactFile[] => {
    const name = `${slug(list.name)}.${list.type}`
    const before = used.get(name.toLowerCase()) ?? 0
    used.set(name.toLowerCase(), before + 1)
    const path = `${name}${before === 0 ? '' : `.${before + 1}`}`
    return [
      ...file(`lists/${path}.txt`, 'entries' in list ? subscribedList(list) : undefined),
      ...file(`rest/lists/${path}.xml`, listDocument(list, words, contentOf)),
    ]
  })
}

function file(path: string, text: string | undefined): readonly ArtifactFile[] {
  return text === undefined ? [] : [{ path, text }]
}
