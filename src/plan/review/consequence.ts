import type { NodeName } from '../../model/names.ts'

/** How much a consequence asks of a reviewer: something breaks, something gets worse, or something is good to know. */
export type Weight = 'danger' | 'caution' | 'note'

/** What a change does to the cluster as a whole. */
export interface Consequence {
  /** Stable name, also for `--fail-on`. */
  readonly kind: ConsequenceKind
  readonly weight: Weight
  readonly text: string
  /** Nodes that it is about, sorted. */
  readonly nodes: readonly NodeName[]
}

/** The kinds of consequences, each a name that a gate can use. */
export const consequenceKinds = [
  'unreachable',
  'weakening',
  'single-point',
  'redundancy',
  'transit-load',
  'path-length',
  'no-downloader',
  'wan-updates',
  'runtime-group',
  'users',
  'version',
  'entry-node',
  'by-hand',
  'waiver',
  'decisions',
] as const

/** Name of a kind of consequence. */
export type ConsequenceKind = (typeof consequenceKinds)[number]
