import { printedJson } from './printed.ts'

/** The JSON documents that Pader prints; each has its schema in `schema/output/NAME.schema.json`. */
export type DocumentKind =
  | 'tests'
  | 'unused'
  | 'find'
  | 'diagnostics'
  | 'compile'
  | 'explain'
  | 'plan'
  | 'graph'
  | 'path'
  | 'loss'
  | 'impact'
  | 'status'
  | 'diff'

/** The forms of JSON that are printed line by line; each has a schema of its lines in the same folder. */
export type LinesKind = 'diagnostics-lines'

/** Version of the form of every JSON output; it is raised only when something is removed or changes its meaning. */
export const FORMAT_VERSION = 1

/** The name of a document's schema, which is also the `$id` in its file. */
export function schemaId(kind: DocumentKind | LinesKind): string {
  return `urn:pader:output:${kind}:${FORMAT_VERSION}`
}

/** A JSON document that says what it is, as text with a line end. */
export function jsonDocument(kind: DocumentKind, body: Readonly<Record<string, unknown>>): string {
  return `${printedJson({ $schema: schemaId(kind), formatVersion: FORMAT_VERSION, ...body }, 2)}\n`
}

/** The same facts as lines of JSON: a head that says what follows, then one record a line. */
export function jsonLines(kind: LinesKind, records: readonly Readonly<Record<string, unknown>>[]): string {
  const head = { type: 'head', $schema: schemaId(kind), formatVersion: FORMAT_VERSION }
  return [head, ...records].map((record) => `${printedJson(record)}\n`).join('')
}
