import { isScalar, parseDocument, type Document } from 'yaml'
import type { DocumentPath } from '../../source/place.ts'
import { edited, sameContent, type ValueEdit } from './edited.ts'
import { insertionOf } from './insert.ts'
import { removalOf } from './remove.ts'
import { renamingOf } from './rename.ts'
import { replacementOf } from './replace.ts'
import type { YamlEdit } from '../../source/yaml-edit.ts'
import type { Replacement } from './replacement.ts'

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

function editOnce(text: string, asked: YamlEdit): string | undefined {
  const document = parseDocument(text, { keepSourceTokens: true })
  if (document.errors.length > 0) return undefined
  const edit = asked.kind === 'quote' ? quoting(document, asked.path) : asked
  if (edit === undefined) return undefined
  const before: unknown = document.toJS()
  const wanted = edited(before, edit)
  if (wanted === undefined) return undefined
  if (sameContent(before, wanted)) return text
  const found = replacing(text, document, edit)
  if (found === undefined) return undefined
  const result = text.slice(0, found.from) + found.text + text.slice(found.to)
  // What was written is read back: an edit that does something else than it should is no edit.
  const after = parseDocument(result)
  return after.errors.length === 0 && sameContent(after.toJS(), wanted) ? result : undefined
}

function replacing(text: string, document: Document.Parsed, edit: ValueEdit): Replacement | undefined {
  const { path } = edit
  if (edit.kind === 'remove') return removalOf(text, document, path)
  if (edit.kind === 'rename') return renamingOf(document, path, edit.to)
  return document.hasIn(path)
    ? replacementOf(text, document, path, edit.value)
    : insertionOf(text, document, path, edit.value)
}

/** A scalar as the text that stands there, which its value may no longer show. */
function quoting(document: Document.Parsed, path: DocumentPath): ValueEdit | undefined {
  const node: unknown = document.getIn(path, true)
  return isScalar(node) && node.source !== undefined ? { kind: 'set', path, value: node.source } : undefined
}
