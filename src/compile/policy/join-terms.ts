import type { Join, Term } from '../../model/policy/criteria.ts'

/** Terms that hold when all parts hold; brackets are explicit where a part has joins of its own kind. */
export function joinAll(parts: readonly (readonly Term[])[]): readonly Term[] {
  return join(parts, 'AND')
}

/** Terms that hold when any part holds. */
export function joinAny(parts: readonly (readonly Term[])[]): readonly Term[] {
  return join(parts, 'OR')
}

function join(parts: readonly (readonly Term[])[], by: Join): readonly Term[] {
  const given = parts.filter((terms) => terms.length > 0)
  if (given.length === 1) return given[0] ?? []
  return given.flatMap((terms, index) => {
    const needsBrackets = topLevelJoins(terms).some((own) => own !== by)
    return terms.map((term, at) => ({
      ...(at === 0 && index > 0 ? { ...term, join: by } : term),
      opens: term.opens + (needsBrackets && at === 0 ? 1 : 0),
      closes: term.closes + (needsBrackets && at === terms.length - 1 ? 1 : 0),
    }))
  })
}

function topLevelJoins(terms: readonly Term[]): readonly Join[] {
  let depth = 0
  return terms.flatMap((term) => {
    const own = depth === 0 && term.join !== undefined ? [term.join] : []
    depth += term.opens - term.closes
    return own
  })
}
