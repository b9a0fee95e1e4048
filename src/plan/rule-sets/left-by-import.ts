import type { PolicyObjects } from '../../model/policy/policy.ts'
import { heldContent, objectsContent } from '../../policy/documents/rule-set-content.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { canonical } from '../canonical.ts'
import { inWords } from './in-words.ts'

/**
 * The objects of a rule set that the cluster has under the same name and with another content. An import that refers to
 * existing objects leaves them as they are, so that they have to be changed by themselves.
 */
export function leftByImport(
  existing: readonly PolicyObjects[],
  wanted: PolicyObjects,
  words: Vocabulary,
): readonly string[] {
  const needed = contents(wanted, words)
  const left = existing.flatMap((held) =>
    [...contents(heldContent(held, wanted), words)].flatMap(([name, content]) =>
      needed.has(name) && needed.get(name) !== content ? [name] : [],
    ),
  )
  return [...new Set(left)]
}

/** What tables, settings and properties say, by what they are called. */
function contents(policy: PolicyObjects, words: Vocabulary): ReadonlyMap<string, string> {
  const { tables, settings, properties } = objectsContent(policy)
  const said = (value: unknown): string => canonical(inWords(value, words))
  return new Map([
    ...tables.map((one) => [`list "${one.name}"`, said(one)] as const),
    ...settings.map((one) => [`settings "${one.name}"`, said(one)] as const),
    ...properties.map((one) => [`property "${one.name}"`, said(one)] as const),
  ])
}
