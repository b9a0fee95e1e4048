import type { SchemaFiles } from '../../compile/schema/compile-schemas.ts'
import { formatFiles } from '../../compile/format/format-files.ts'
import type { Imported } from './import-cluster.ts'

/** The files in the one layout that every file of a repository is put into; exports stay as they are. */
export function inLayout(imported: Imported, schemas: SchemaFiles): Imported {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()]
  const raw = imported.files.map(({ path, text }) => ({ path, bytes: encoder.encode(text) }))
  const { files } = formatFiles(raw, schemas, { root: '' })
  const texts = new Map(files.flatMap((file) => ('bytes' in file ? [[file.path, decoder.decode(file.bytes)]] : [])))
  return { ...imported, files: imported.files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text })) }
}
