import type { Condition, Term } from '../../model/policy/criteria.ts'
import { comparisonOf, positiveOf } from './compare.ts'
import type { Comparisons } from './comparisons.ts'
import { joined, type Algebra } from './joined.ts'
import { isUnread, type Holds } from './passage.ts'
import type { Readers } from './readers.ts'
import { not, threeValued, type Question } from './truth.ts'

/** Turns criteria into a function, once for all requests. */
export function criteriaOf({ always, terms }: Condition, context: Asking): Holds {
  return always ? () => true : joined(terms, (term) => comparisonIn(term, context), functions)
}

/** What comparisons are asked with. */
export interface Asking {
  readonly readers: Readers
  readonly comparisons: Comparisons
}

/** One comparison as a function; one that can be looked up is asked once for a request, and only where it is met. */
export function comparisonIn(term: Term, { readers, comparisons }: Asking): Holds {
  const positive = positiveOf(term.operator)
  const number = comparisons.numberOf(term)
  const asked = askedAnew({ ...term, operator: positive ?? term.operator }, readers)
  const truth: Holds = number === undefined ? asked : (passage) => passage.answers.truthOf(number, () => asked(passage))
  return positive === undefined ? truth : (passage) => not(truth(passage))
}

function askedAnew({ property, operator, operand }: Term, readers: Readers): Holds {
  const [left, right] = [readers.ofProperty(property), readers.ofOperand(operand)]
  const compared = comparisonOf(operator)
  return (passage) => {
    const value = left(passage)
    if (isUnread(value)) return value
    const other = right(passage)
    return isUnread(other) ? other : compared(value, other)
  }
}

/** Functions are put together to functions; what decides early saves the rest. */
const functions: Algebra<Holds> = {
  allOf: (all) => (all.length === 1 && all[0] !== undefined ? all[0] : until(false, all)),
  anyOf: (all) => (all.length === 1 && all[0] !== undefined ? all[0] : until(true, all)),
  mixed: (andFirst, inOrder) => (passage) => threeValued.mixed(andFirst(passage), inOrder(passage)),
  broken: () => () => threeValued.broken(),
}

/** Decided as soon as one says so, else open where one is open. */
function until(decisive: boolean, all: readonly Holds[]): Holds {
  return (passage) => {
    let open: Question | undefined
    for (const one of all) {
      const truth = one(passage)
      if (truth === decisive) return decisive
      if (typeof truth !== 'boolean') open ??= truth
    }
    return open ?? !decisive
  }
}
