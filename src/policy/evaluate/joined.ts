import type { Join, Term } from '../../model/policy/criteria.ts'
import { allOf, anyOf, isOpen, type Truth } from './truth.ts'

/**
 * What a condition's terms say together. Where AND and OR stand side by side without brackets both readings are tried:
 * nobody has documented which of them the product uses.
 */
export function joined(terms: readonly Term[], truthOf: (term: Term) => Truth): Truth {
  const stack: { readonly values: Truth[]; readonly joins: Join[] }[] = [{ values: [], joins: [] }]
  for (const term of terms) {
    if (term.join !== undefined) stack.at(-1)?.joins.push(term.join)
    for (let opened = 0; opened < term.opens; opened++) stack.push({ values: [], joins: [] })
    stack.at(-1)?.values.push(truthOf(term))
    for (let closed = 0; closed < term.closes && stack.length > 1; closed++) {
      const group = stack.pop()
      if (group) stack.at(-1)?.values.push(combine(group.values, group.joins))
    }
  }
  const [whole] = stack
  return whole === undefined || stack.length > 1
    ? { question: 'which brackets of the criteria belong together?' }
    : combine(whole.values, whole.joins)
}

function combine(values: readonly Truth[], joins: readonly Join[]): Truth {
  if (!joins.includes('OR')) return allOf(values)
  if (!joins.includes('AND')) return anyOf(values)
  const [andFirst, inOrder] = [byPrecedence(values, joins), leftToRight(values, joins)]
  if (!isOpen(andFirst) && andFirst === inOrder) return andFirst
  if (isOpen(andFirst)) return andFirst
  return { question: 'does the product apply AND before OR where there are no brackets?' }
}

function byPrecedence(values: readonly Truth[], joins: readonly Join[]): Truth {
  const groups: Truth[][] = [[]]
  for (const [index, value] of values.entries()) {
    if (index > 0 && joins[index - 1] === 'OR') groups.push([])
    groups.at(-1)?.push(value)
  }
  return anyOf(groups.map(allOf))
}

function leftToRight(values: readonly Truth[], joins: readonly Join[]): Truth {
  const [first = true, ...rest] = values
  return rest.reduce((truth, value, index) => (joins[index] === 'OR' ? anyOf : allOf)([truth, value]), first)
}
