import type { Value } from '../evaluate/compare.ts'
import type { Atom, Atoms } from '../reason/atoms.ts'
import type { SideName } from '../reason/side.ts'
import { inLowerCase, isMoving, lettersMatter } from '../reason/questions.ts'
import type { Model } from '../reason/solver.ts'

/** A request as an analysis found it. */
export interface Example {
  /** Values by property; where the sides read different ones, each has its own. */
  readonly request: Readonly<Record<SideName, ReadonlyMap<string, Value>>>
  /** Answers to questions that cannot be put into a request, on which the example rests. */
  readonly onlyIf: readonly string[]
}

/** The request behind a model. */
export function exampleOf({ answers, values }: Model, atoms: Atoms): Example {
  const request = { before: new Map<string, Value>(), after: new Map<string, Value>() }
  const onlyIf = new Set<string>()
  const isInLowerCase = [...answers].some(([variable, holds]) => !holds && atoms.at(variable).text === lettersMatter)
  for (const [variable, holds] of [...answers].toSorted(([left], [right]) => left - right)) {
    const atom = atoms.at(variable)
    const { subject, written, side, text } = atom
    if (isOpen(atom)) onlyIf.add(holds ? text : `not: ${text}`)
    const value = values.get(subject)
    if (written === undefined || value === undefined) continue
    // Where letters do not matter, what was found in lower case is the value.
    const isBetter = subject.endsWith(inLowerCase) && isInLowerCase
    for (const reader of side === undefined ? (['before', 'after'] as const) : [side])
      if (isBetter || !request[reader].has(written)) request[reader].set(written, value)
  }
  return { request, onlyIf: [...onlyIf] }
}

/** Whether the answer cannot be put into a request. */
function isOpen(atom: Atom): boolean {
  return !isMoving(atom) && (atom.values.kind === 'free' || atom.values.kind === 'assumption')
}
