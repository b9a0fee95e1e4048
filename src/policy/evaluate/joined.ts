import type { Join, Term } from '../../model/policy/criteria.ts'

/** How truths of some kind are put together. */
export interface Algebra<Truth> {
  readonly allOf: (truths: readonly Truth[]) => Truth
  readonly anyOf: (truths: readonly Truth[]) => Truth
  /** The truth where AND and OR stand side by side without brackets, by both readings. */
  readonly mixed: (andFirst: Truth, inOrder: Truth) => Truth
  /** The truth of criteria whose brackets do not belong together. */
  readonly broken: () => Truth
}

/**
 * What a condition's terms say together. Where AND and OR stand side by side without brackets both readings are tried:
 * nobody has documented which of them the product uses.
 */
export function joined<Truth>(terms: readonly Term[], truthOf: (term: Term) => Truth, algebra: Algebra<Truth>): Truth {
  const stack: { readonly values: Truth[]; readonly joins: Join[] }[] = [{ values: [], joins: [] }]
  for (const term of terms) {
    if (term.join !== undefined) stack.at(-1)?.joins.push(term.join)
    for (let opened = 0; opened < term.opens; opened++) stack.push({ values: [], joins: [] })
    stack.at(-1)?.values.push(truthOf(term))
    for (let closed = 0; closed < term.closes && stack.length > 1; closed++) {
      const group = stack.pop()
      if (group) stack.at(-1)?.values.push(combine(group.values, group.joins, algebra))
    }
  }
  const [whole] = stack
  return whole === undefined || stack.length > 1 ? algebra.broken() : combine(whole.values, whole.joins, algebra)
}

function combine<Truth>(values: readonly Truth[], joins: readonly Join[], algebra: Algebra<Truth>): Truth {
  if (!joins.includes('OR')) return algebra.allOf(values)
  if (!joins.includes('AND')) return algebra.anyOf(values)
  return algebra.mixed(byPrecedence(values, joins, algebra), leftToRight(values, joins, algebra))
}

function byPrecedence<Truth>(values: readonly Truth[], joins: readonly Join[], algebra: Algebra<Truth>): Truth {
  const groups: Truth[][] = [[]]
  for (const [index, value] of values.entries()) {
    if (index > 0 && joins[index - 1] === 'OR') groups.push([])
    groups.at(-1)?.push(value)
  }
  return algebra.anyOf(groups.map((group) => algebra.allOf(group)))
}

function leftToRight<Truth>(values: readonly Truth[], joins: readonly Join[], algebra: Algebra<Truth>): Truth {
  const [first = algebra.allOf([]), ...rest] = values
  return rest.reduce(
    (truth, value, index) => (joins[index] === 'OR' ? algebra.anyOf : algebra.allOf)([truth, value]),
    first,
  )
}
