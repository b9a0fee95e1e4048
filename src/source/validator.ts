import type { DocumentPath } from './place.ts'

/** One way in which a value breaks its schema. */
export interface SchemaProblem {
  /** Code under `SCHEMA-`, for example `SCHEMA-UNKNOWN-KEY`. */
  readonly code: string
  readonly path: DocumentPath
  /** `key` when the key itself is the problem (unknown, missing), `value` otherwise. */
  readonly part: 'key' | 'value'
  readonly message: string
  readonly help?: string
  /** Places of other keys that the same is said of. */
  readonly also?: readonly DocumentPath[]
  /** For a key that belongs elsewhere in the file: what may be missing there because of it. */
  readonly lacking?: readonly DocumentPath[]
  /** For an unknown key: the known one that was most likely meant. */
  readonly meant?: string
  /** Whether the value would do if it were written as a text, in quotes. */
  readonly unquoted?: true
  /** What was certainly meant in the place of the text that is there. */
  readonly instead?: string | number | boolean
}

/** Checks a plain value against one schema and names every problem; the port behind which the schema library stands. */
export type Validate = (value: unknown) => readonly SchemaProblem[]
