import { Confirmation } from '../impact/confirmation.ts'
import { exampleOf } from '../impact/example.ts'
import type { Decided } from '../impact/impact-class.ts'
import { always, never, type Diagram } from '../reason/diagram.ts'
import { Enumeration } from '../reason/enumeration.ts'
import { Formulas } from '../reason/formula.ts'
import { sharedInputsOf, type SharedInputs } from '../reason/shared-inputs.ts'
import { requestsWith } from '../reason/known.ts'
import { lettersMatter, Questions } from '../reason/questions.ts'
import { Reasoner } from '../reason/reasoner.ts'
import { run, type Hit } from '../reason/run.ts'
import type { Known } from '../reason/side.ts'
import { Solver } from '../reason/solver.ts'
import { completed } from './completed.ts'
import { probe } from './probe.ts'
import type { Answer, AskedSide, FoundClass, Question } from './question.ts'

/**
 * Finds requests that are decided as it was asked for, one for each way in which rules can do that, or shows that there
 * is none. Nothing is tried out: all requests are sent through the policy at once, and what is found is confirmed by the
 * evaluator.
 */
export function findRequests(question: Question): Answer {
  const { before, after, cycle } = question
  const sides = { before: before.side, after: (after ?? before).side }
  const formulas = new Formulas()
  const reasoner = new Reasoner(formulas)
  const shared = sharedInputsOf(sides.before, sides.after, question.criteria.map(literalsIn))
  const asked = [before, ...(after === undefined ? [] : [after])]
  const known = formulas.and(...asked.map((one) => startsOf(question, one, shared, reasoner)))
  const hits = asked.map(({ side, action }) => ({
    name: side.name,
    hits: run(reasoner, side, shared, cycle, known).hits.filter(
      ({ when, effect }) => when !== never && (action === undefined || effect.action === action),
    ),
  }))
  // Which questions there are about a list is known once the policy was gone through.
  const requests = formulas.and(known, nothingIn(question.empty, reasoner))
  const solver = new Solver(formulas, reasoner.atoms)
  const enumeration = new Enumeration(formulas, solver, requests)
  const confirmation = new Confirmation(sides)
  const probes = asked.map(({ side }) => ({ name: side.name, holds: probe(question.criteria, side) }))
  const classOf = (pair: Diagram, decided: FoundClass['decided']): FoundClass | undefined => {
    const model = solver.partOfLast(formulas.and(requests, pair))
    if (model === undefined) return undefined
    const example = exampleOf(model, reasoner.atoms)
    const request = {
      before: completed(example.request.before, question.criteria, sides.before),
      after: completed(example.request.after, question.criteria, sides.after),
    }
    const isCertain =
      confirmation.confirms({ ...example, request }, decided, cycle) &&
      probes.every(({ name, holds }) => holds(request[name]))
    // What the evaluator decides without an answer that nobody can give does not rest on it.
    return { decided, example: isCertain ? { ...example, onlyIf: [] } : example, isCertain }
  }
  const wanted = formulas.and(...hits.map((one) => formulas.or(...one.hits.map(({ when }) => when))))
  const classes = enumeration.each(
    // What is written as the policy writes it is most often found whether or not letters matter, so that it is certain.
    [formulas.and(wanted, reasoner.assume(lettersMatter)), wanted],
    hits.map((one) => one.hits),
    { undecided: 'whether there are more such requests was not decided', more: 'there are more ways to such requests' },
    (picked) => {
      if (picked.length < hits.length) return undefined
      const pair = formulas.and(...picked.map(({ when }) => when))
      const decided = Object.fromEntries(picked.map((hit, index) => [hits[index]?.name ?? 'before', decidedBy(hit)]))
      return { pair, classOf: () => classOf(pair, decided) }
    },
  )
  return {
    classes: [...classes.filter(({ isCertain }) => isCertain), ...classes.filter(({ isCertain }) => !isCertain)],
    ways: Object.fromEntries(hits.map(({ name, hits: own }) => [name, own.length])),
    open: enumeration.open,
    more: enumeration.more,
    assumptions: [
      'rule sets are processed top to bottom, and the rules of a set before the sets nested in it',
      'properties vary independently of each other',
    ],
  }
}

function decidedBy({ effect, rule }: Hit): Decided {
  return { effect, ...(rule === undefined ? {} : { rule }) }
}

/** The requests of which a side is asked, as they come in. */
function startsOf({ criteria }: Question, { side }: AskedSide, shared: SharedInputs, reasoner: Reasoner): Diagram {
  const questions = new Questions(reasoner, side, shared)
  return reasoner.truths.and(
    requestsWith(reasoner, { name: side.name, has: side.given }, shared, side.name),
    ...criteria.map((condition) => questions.holds(condition, new Map())),
  )
}

/** That some lists are empty: no question about an element of theirs is answered with yes. */
function nothingIn(properties: readonly string[], { atoms, truths }: Reasoner): Diagram {
  const questions = properties.flatMap((property) =>
    atoms.about(property).filter((variable) => atoms.at(variable).values.kind === 'element'),
  )
  return questions.length === 0
    ? always
    : truths.and(...questions.map((variable) => truths.not(truths.variable(variable))))
}

/** The texts that criteria compare with, so that it is known where upper and lower case matter. */
function literalsIn({ terms }: Question['criteria'][number]): Known {
  return new Map(
    terms.flatMap(({ property, operand }) =>
      operand.kind === 'literal' ? [[property.name, { kind: 'text', values: [operand.value] }] as const] : [],
    ),
  )
}
