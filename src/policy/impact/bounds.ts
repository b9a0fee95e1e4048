import { spansOf, type Span } from '../values/spans.ts'
import type { Pattern } from '../values/pattern.ts'
import type { Atom, SpanValues, Subject } from '../reason/atoms.ts'
import { always, never, type Diagram, type Diagrams } from '../reason/diagram.ts'
import { inLowerCase, lettersMatter } from '../reason/questions.ts'
import { unbounded, type Bounds } from '../reason/bounds.ts'
import type { Reasoner } from '../reason/reasoner.ts'

/** Bounds with more patterns or spans than this save less than they cost. */
const MANY = 2_000
/** Ways through a diagram that are looked at for the bounds of one property. */
const WAYS = 256

/** What all requests for which something holds have in common, property by property. */
export function boundsOf(reasoner: Reasoner<Diagrams>, requests: Diagram): Bounds {
  const { truths: diagrams, atoms } = reasoner
  const support = [...diagrams.support(requests)]
  const subjects = new Map(support.map((variable) => [atoms.at(variable).subject, subjectOf(atoms.at(variable))]))
  const texts = new Map<string, readonly Pattern[]>()
  const spans = new Map<string, SpanValues>()
  const letters = support.find((variable) => atoms.at(variable).text === lettersMatter)
  for (const subject of subjects.keys()) {
    const isFolded = subject.endsWith(inLowerCase)
    const isCased = isFolded || subjects.has(subject + inLowerCase)
    const own = isCased && letters !== undefined ? readBy(reasoner, requests, letters, !isFolded) : requests
    const projected = diagrams.some(own, (variable) => atoms.at(variable).subject === subject)
    const patterns: Pattern[] = []
    const stretches: Span[] = []
    let line: SpanValues | undefined
    const isBounded = eachWay(reasoner, projected, (variable) => {
      const { values } = atoms.at(variable)
      if (values.kind === 'text') patterns.push(...values.set.patterns)
      else if (values.kind === 'address' || values.kind === 'number') {
        line = values
        stretches.push(...values.spans)
      } else return false
      return patterns.length + stretches.length <= MANY
    })
    if (!isBounded) continue
    if (patterns.length > 0) texts.set(subject, [...new Set(patterns)])
    if (line !== undefined) spans.set(subject, { ...line, spans: spansOf(stretches) })
  }
  return diagrams.isTooLarge ? unbounded : { subjects, texts, spans }
}

function subjectOf({ subject, written, side }: Atom): Subject {
  return { subject, ...(written === undefined ? {} : { written }), ...(side === undefined ? {} : { side }) }
}

/** A question in lower case counts only where letters do not matter, and the other way round. */
function readBy(
  { truths: diagrams }: Reasoner<Diagrams>,
  requests: Diagram,
  letters: number,
  matter: boolean,
): Diagram {
  const truth = diagrams.variable(letters)
  return diagrams.and(requests, matter ? truth : diagrams.not(truth))
}

/** Takes one question that is answered with yes on each way; false where there is a way without. */
function eachWay(
  { truths: diagrams }: Reasoner<Diagrams>,
  node: Diagram,
  take: (variable: number) => boolean,
): boolean {
  let ways = 0
  const go = (at: Diagram): boolean => {
    if (at === never) return true
    if (at === always || ways++ > WAYS) return false
    return (diagrams.highOf(at) === never || take(diagrams.variableOf(at))) && go(diagrams.lowOf(at))
  }
  return go(node)
}
