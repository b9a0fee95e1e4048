import { printCriteria } from '../criteria/print.ts'
import { comparisonIn } from './criteria.ts'
import type { TraceStep } from './decision.ts'
import { isUnread, type Passage } from './passage.ts'
import type { ProgramContext, Step } from './program.ts'
import type { Truth } from './truth.ts'

/** What is told of a step that was asked: each comparison of its criteria with what was read and what it said. */
export function traceStep(
  { kind, path, place, criteria }: Step,
  truth: Truth,
  passage: Passage,
  context: ProgramContext,
): TraceStep {
  const { readers, vocabulary } = context
  const comparisons = criteria.always
    ? []
    : criteria.terms.map((term) => {
        const value = readers.ofProperty(term.property)(passage)
        return {
          text: printCriteria([{ ...term, opens: 0, closes: 0 }], vocabulary).replace(/^(AND|OR) /, ''),
          ...(isUnread(value) ? {} : { value }),
          truth: comparisonIn(term, context)(passage),
          ...(criteria.place === undefined ? {} : { place: criteria.place }),
        }
      })
  return { kind, path, place, truth, comparisons }
}
