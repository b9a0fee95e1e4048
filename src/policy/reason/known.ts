import { rangeSpan } from '../values/addresses.ts'
import { wildcard } from '../values/pattern.ts'
import { spansOf } from '../values/spans.ts'
import { TextSet } from '../values/text-set.ts'
import type { Subject, Values } from './atoms.ts'
import { always, type Diagram } from './diagram.ts'
import type { SharedInputs } from './shared-inputs.ts'
import { inLowerCase, lettersMatter } from './questions.ts'
import type { Reasoner } from './reasoner.ts'
import type { Audience, SideName } from './side.ts'

/** The requests of which something is known; with a side, of what that side alone reads. */
export function requestsWith(
  reasoner: Reasoner,
  { name, has }: Audience,
  shared: SharedInputs,
  side?: SideName,
): Diagram {
  const { truths } = reasoner
  let requests: Diagram = always
  for (const [property, { kind, values }] of has) {
    const about: Subject = {
      subject: side === undefined ? property : `${property} (${side})`,
      written: property,
      ...(side === undefined ? {} : { side }),
    }
    const ask = (subject: string, own: Values): Diagram =>
      reasoner.ask({ ...about, subject }, `known of ${name}`, `${property} of ${name}`, () => own)
    if (kind === 'address') {
      const spans = spansOf(values.map(rangeSpan).filter((span) => span !== undefined))
      requests = truths.and(requests, ask(about.subject, { kind, spans }))
      continue
    }
    const set = new TextSet(values.map(wildcard))
    const exact = ask(about.subject, { kind, set })
    const isCased = shared.cased.has(property)
    const folded = isCased ? ask(about.subject + inLowerCase, { kind, set: set.folded }) : exact
    requests = truths.and(requests, isCased ? truths.choose(reasoner.assume(lettersMatter), exact, folded) : exact)
  }
  return requests
}
