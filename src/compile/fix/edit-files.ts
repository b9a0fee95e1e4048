import type { FileEdit } from '../../source/fix.ts'
import type { RawFile } from '../../source/source-file.ts'
import type { YamlEdit } from '../../source/yaml-edit.ts'
import { editYaml } from '../edit/edit-yaml.ts'
import { decode } from '../yaml/decode.ts'
import { parseWithAuthority } from '../yaml/parse.ts'
import { cutRange } from './cut-range.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * The files after some edits; undefined where one of them cannot be made. Byte order marks and the line ends of other
 * operating systems stay as they are.
 */
export function editFiles(files: readonly RawFile[], edits: readonly FileEdit[]): readonly RawFile[] | undefined {
  const byFile = new Map<string, FileEdit['edit'][]>()
  for (const { file, edit } of edits) {
    const own = byFile.get(file) ?? []
    if (!own.some((one) => JSON.stringify(one) === JSON.stringify(edit))) own.push(edit)
    byFile.set(file, own)
  }
  const result = files.map((file) => {
    const own = byFile.get(file.path)
    byFile.delete(file.path)
    return own === undefined ? file : editFile(file, own)
  })
  return byFile.size === 0 && result.every((file) => file !== undefined) ? result : undefined
}

/** A file with another text, in the encoding details that it had. */
export function withText(file: RawFile, text: string): RawFile {
  const marked = 'bytes' in file && file.bytes[0] === 0xef && file.bytes[1] === 0xbb && file.bytes[2] === 0xbf
  return { path: file.path, bytes: new TextEncoder().encode(marked ? BYTE_ORDER_MARK + text : text) }
}

function editFile(file: RawFile, edits: readonly FileEdit['edit'][]): RawFile | undefined {
  const text = decode(file).value?.text
  if (text === undefined) return undefined
  const foreign = text.includes('\r\n')
  const lines = foreign ? text.replaceAll('\r\n', '\n') : text
  const values = parseWithAuthority({ path: file.path, text: lines }).value
  const steps = inOrder(edits).map((edit) => (edit.kind === 'cut' ? cutRange(values, edit) : [edit]))
  if (steps.includes(undefined)) return undefined
  const edited = editYaml(
    lines,
    steps.flatMap((some): readonly YamlEdit[] => some ?? []),
  )
  return edited === undefined ? undefined : withText(file, foreign ? edited.replaceAll('\n', '\r\n') : edited)
}

/** Ranges are cut before their parts are changed, and of a list the last elements go first, so that paths stay true. */
function inOrder(edits: readonly FileEdit['edit'][]): readonly FileEdit['edit'][] {
  const rank = ({ kind }: FileEdit['edit']): number => (kind === 'cut' ? 0 : kind === 'remove' ? 2 : 1)
  return edits.toSorted((left, right) => rank(left) - rank(right) || indexOf(right) - indexOf(left))
}

function indexOf({ kind, path }: FileEdit['edit']): number {
  const last = path.at(-1)
  return kind === 'remove' && typeof last === 'number' ? last : 0
}
