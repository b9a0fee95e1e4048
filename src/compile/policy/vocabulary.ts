import { identifierKinds, isVerified, type Dialect, type IdentifierKind } from '../../dialect/dialect.ts'
import { vocabularyOf, type Vocabulary, type Word } from '../../policy/vocabulary.ts'

/** The words of the policy language as a dialect knows them. */
export function vocabularyFrom(policy: Dialect['policy']): Vocabulary {
  const words = (kind: IdentifierKind): readonly Word[] =>
    [...policy[kind].values()].map(({ name, id, type, listType, provenance }) => ({
      name,
      ...(id === undefined ? {} : { id }),
      ...(type === undefined ? {} : { type }),
      ...(listType === undefined ? {} : { listType }),
      certain: id !== undefined && isVerified(provenance),
    }))
  const [properties, parameters, operators, actions, types, procedures] = identifierKinds.map(words)
  return vocabularyOf({
    properties: properties ?? [],
    parameters: parameters ?? [],
    operators: operators ?? [],
    actions: actions ?? [],
    types: types ?? [],
    procedures: procedures ?? [],
  })
}
