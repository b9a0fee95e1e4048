import { append } from '../../source/append.ts'
import { checked, failed, type Checked } from '../../source/checked.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { RawFile } from '../../source/source-file.ts'
import type { SchemaFiles } from '../schema/compile-schemas.ts'
import { decode } from '../yaml/decode.ts'
import { withText } from '../fix/edit-files.ts'
import { ownFolders } from '../read/own-folders.ts'
import { roleOf, type FileRole } from '../read/layout.ts'
import { parseWithAuthority } from '../yaml/parse.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import { formatYaml } from './format-yaml.ts'
import { KeyOrder } from './key-order.ts'

/** Files in their canonical layout. */
export interface Formatted {
  /** All files, those that changed with their new text. */
  readonly files: readonly RawFile[]
  /** Files whose comments or values would not survive; they are as they were. */
  readonly leftAlone: readonly string[]
  /** What keeps files from being read. */
  readonly diagnostics: readonly Diagnostic[]
}

const KINDS: Readonly<Partial<Record<FileRole['kind'], DocumentKind>>> = {
  pader: 'pader',
  cluster: 'cluster',
  regions: 'regions',
  waivers: 'waivers',
  location: 'location',
  policy: 'policy',
  lists: 'list',
  tests: 'tests',
}

/** Puts every YAML file of a repository into its canonical layout; `only` names clusters, all of them unless given. */
export function formatFiles(
  files: readonly RawFile[],
  schemas: SchemaFiles,
  { root, clusters: only }: { readonly root: string; readonly clusters?: readonly string[] },
): Formatted {
  const leftAlone: string[] = []
  const diagnostics: Diagnostic[] = []
  const isOwn = ownFolders(files, root)
  const result = files.map((file) => {
    const role = roleOf(file.path, root)
    const kind = KINDS[role.kind]
    const cluster = 'cluster' in role ? role.cluster : undefined
    const isMeant = cluster === undefined ? only === undefined : (only?.includes(cluster) ?? isOwn(cluster))
    if (kind === undefined || !isMeant) return file
    const { value, diagnostics: found } = inLayout(file, KeyOrder.of(schemas, `${kind}.schema.json`))
    append(diagnostics, found)
    if (value === 'left alone') leftAlone.push(file.path)
    return value === undefined || value === 'left alone' ? file : value
  })
  return { files: result, leftAlone, diagnostics }
}

function inLayout(file: RawFile, order: KeyOrder): Checked<RawFile | 'left alone'> {
  const read = decode(file)
  if (read.value === undefined) return failed(read.diagnostics)
  const { text } = read.value
  const parsed = parseWithAuthority(read.value)
  if (parsed.value === undefined) return failed(parsed.diagnostics)
  const foreign = text.includes('\r\n')
  const lines = foreign ? text.replaceAll('\r\n', '\n') : text
  const formatted = formatYaml(lines, order)
  if (formatted === undefined) return checked('left alone')
  if (formatted === lines) return checked(file)
  return checked(withText(file, foreign ? formatted.replaceAll('\n', '\r\n') : formatted))
}
