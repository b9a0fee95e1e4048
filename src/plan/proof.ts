import type { NodeName } from '../model/names.ts'

/** Why a phase is safe whatever mixture of old and new nodes exists while it is distributed, or why it is not. */
export type Proof =
  | { readonly kind: 'proved'; readonly because: readonly string[]; readonly assumptions: readonly string[] }
  | {
      readonly kind: 'refused'
      readonly obstacle: string
      readonly nodes: readonly NodeName[]
      readonly suggestion: string
    }
  /** Nothing that could cut a node off changes in this phase. */
  | { readonly kind: 'not needed'; readonly because: string }
  /** Cannot be proved by anybody, for example the rotation of the cluster's authority; said, not hidden. */
  | { readonly kind: 'unprovable'; readonly because: string }
