import type { Layer } from '../model/sourced.ts'
import type { YamlEdit } from '../source/yaml-edit.ts'

/** How a repository takes over what appliances have. */
export interface Adoption<Drift> {
  /** By file, as places name it. */
  readonly edits: ReadonlyMap<string, readonly YamlEdit[]>
  readonly adopted: readonly Adopted[]
  /** What cannot be written by rule, and why. */
  readonly byHand: readonly { readonly drift: Drift; readonly why: string }[]
}

/** Something that is taken over, and where it is written. */
export interface Adopted {
  /** As messages call it. */
  readonly words: string
  /** The nodes that it is taken over for; none where it is the whole cluster's. */
  readonly nodes: readonly string[]
  readonly file: string
  readonly layer: Layer | 'list' | 'policy'
  readonly value: unknown
}
