import type { Algebra } from './joined.ts'

/** What would have to be answered first. */
export interface Question {
  readonly question: string
}

/** True, false, or not decidable: then with the question whose answer would decide it. */
export type Truth = boolean | Question

/** Whether a truth is undetermined. */
export function isOpen(truth: Truth): truth is Question {
  return typeof truth !== 'boolean'
}

/** Holds when all hold; false as soon as one is false, whatever is not known. */
export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.find(isOpen) ?? true
}

/** Holds when one holds, whatever is not known. */
export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true
  return truths.find(isOpen) ?? false
}

/** The opposite; what is not known stays so. */
export function not(truth: Truth): Truth {
  return isOpen(truth) ? truth : !truth
}

/** How truths that may be undetermined are put together; both readings of a mixture must agree. */
export const threeValued: Algebra<Truth> = {
  allOf,
  anyOf,
  mixed: (andFirst, inOrder) => {
    if (isOpen(andFirst) || andFirst === inOrder) return andFirst
    return { question: 'does the product apply AND before OR where there are no brackets?' }
  },
  broken: () => ({ question: 'which brackets of the criteria belong together?' }),
}
