import type { DocumentPath } from './place.ts'

/** One change of a YAML text; maps on the way that are not there yet are made. */
export type YamlEdit =
  | { readonly kind: 'set'; readonly path: DocumentPath; readonly value: unknown }
  /** A map that loses its last key goes with it. */
  | { readonly kind: 'remove'; readonly path: DocumentPath }
  /** The key at the end of the path gets another name and stays where it is, with all that is below it. */
  | { readonly kind: 'rename'; readonly path: DocumentPath; readonly to: string }
  /** A number or a truth value becomes the text that is written there: `12.20`, not `12.2`. */
  | { readonly kind: 'quote'; readonly path: DocumentPath }
