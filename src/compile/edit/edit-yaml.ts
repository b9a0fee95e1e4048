import { parseDocument, type Document } from 'yaml'
import type { DocumentPath } from '../../source/place.ts'
import { edited, sameContent } from './edited.ts'
import { insertionOf } from './insert.ts'
import { removalOf } from './remove.ts'
import { replacementOf } from './replace.ts'
import type { Replacement, YamlEdit } from './yaml-edit.ts'

/**
 * Changes values of a YAML text and nothing else: comments, order, quotes and layout of everything around them stay.
 * Undefined where the text cannot be changed so (it has errors, anchors stand in the way): then a person has to.
 */
export function editYaml(text: string, edits: readonly YamlEdit[]): string | undefined {
  let current: string | undefined = text
  for (const edit of edits) {
    if (current === undefined) return undefined
    current = editOnce(current, edit)
  }
  return current
}

function editOnce(text: string, edit: YamlEdit): string | undefined {
  const document = parseDocument(text, { keepSourceTokens: true })
  if (document.errors.length > 0) return undefined
  const before: unknown = document.toJS()
  const wanted = edited(before, edit)
  if (wanted === undefined) return undefined
  if (sameContent(before, wanted)) return text
  const found = edit.kind === 'remove' ? removalOf(text, document, edit.path) : settingOf(text, document, edit)
  if (found === undefined) return undefined
  const result = text.slice(0, found.from) + found.text + text.slice(found.to)
  // What was written is read back: an edit that does something else than it should is no edit.
  const after = parseDocument(result)
  return after.errors.length === 0 && sameContent(after.toJS(), wanted) ? result : undefined
}

function settingOf(
  text: string,
  document: Document.Parsed,
  { path, value }: Extract<YamlEdit, { kind: 'set' }>,
): Replacement | undefined {
  return isThere(document, path) ? replacementOf(text, document, path, value) : insertionOf(text, document, path, value)
}

function isThere(document: Document.Parsed, path: DocumentPath): boolean {
  return document.hasIn(path)
}
