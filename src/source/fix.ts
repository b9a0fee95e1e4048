import type { DocumentPath } from './place.ts'
import type { YamlEdit } from './yaml-edit.ts'

/** What would repair a finding: edits of the YAML, which a person sees as a diff before anything is written. */
export interface Fix {
  /** What the edits do, as a sentence without full stop that starts with a verb. */
  readonly title: string
  readonly edits: readonly FileEdit[]
}

/** One edit of one file of the repository. */
export interface FileEdit {
  readonly file: string
  readonly edit: YamlEdit | RangeCut
}

/**
 * Writes a range of nodes as several: `tokyo-{1..6}` cut after 2 is `tokyo-{1..2}` and `tokyo-{3..6}`, each with its
 * share of the addresses and UUIDs. What is said beside the range stays with the first.
 */
export interface RangeCut {
  readonly kind: 'cut'
  readonly path: DocumentPath
  /** Numbers of members before each cut, ascending. */
  readonly after: readonly number[]
}
