import type { DocumentPath } from '../../source/place.ts'

/** One change of a YAML text; maps on the way that are not there yet are made. */
export type YamlEdit =
  | { readonly kind: 'set'; readonly path: DocumentPath; readonly value: unknown }
  /** A map that loses its last key goes with it. */
  | { readonly kind: 'remove'; readonly path: DocumentPath }

/** A stretch of a text and what is to stand there instead. */
export interface Replacement {
  readonly from: number
  readonly to: number
  readonly text: string
}
