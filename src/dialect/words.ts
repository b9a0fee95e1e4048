import { onceForEach } from '../source/once-for-each.ts'
import {
  identifierKinds,
  isVerified,
  type Dialect,
  type HeldPart,
  type IdentifierKind,
  type NumberRange,
} from './dialect.ts'

/** A word of the policy language as a dialect knows it. */
export interface DialectWord {
  readonly name: string
  readonly id?: string
  readonly type?: string
  readonly listType?: string
  readonly instead?: string
  readonly holds?: HeldPart
  readonly range?: NumberRange
  /** Whether a document for a real appliance may rest on the id. */
  readonly certain: boolean
}

/** All words of a dialect by kind. */
export type DialectWords = { readonly [Kind in IdentifierKind]: readonly DialectWord[] }

/** The words of the policy language that a dialect knows, each with whether its id is certain. */
export const wordsOf = onceForEach((policy: Dialect['policy']): DialectWords => {
  const [properties = [], parameters = [], operators = [], actions = [], types = [], procedures = []] =
    identifierKinds.map((kind): readonly DialectWord[] =>
      [...policy[kind].values()].map(({ name, id, type, listType, instead, holds, range, provenance }) => ({
        name,
        ...(id === undefined ? {} : { id }),
        ...(type === undefined ? {} : { type }),
        ...(listType === undefined ? {} : { listType }),
        ...(instead === undefined ? {} : { instead }),
        ...(holds === undefined ? {} : { holds }),
        ...(range === undefined ? {} : { range }),
        certain: id !== undefined && isVerified(provenance),
      })),
    )
  return { properties, parameters, operators, actions, types, procedures }
})
